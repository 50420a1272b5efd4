/// Times and sizes for people, the same on every machine.
public enum Quantities {
    /// `0.4 s`, `12 s`, `3:05`, `1:02:03`.
    public static func duration(_ seconds: Double) -> String {
        let seconds = max(0, seconds)
        if seconds < 9.95 { return Numbers.fixed(seconds) + " s" }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
        return hours > 0 ? "\(hours):\(pad(minutes)):\(pad(rest))" : "\(minutes):\(pad(rest))"
    }

    /// `512 B`, `93.4 kB`, `1.2 MB`, `3.4 GB`.
    public static func bytes(_ count: Int) -> String {
        let units = [(1e9, "GB"), (1e6, "MB"), (1e3, "kB")]
        for (size, unit) in units where Double(count) >= size {
            return "\(Numbers.fixed(Double(count) / size)) \(unit)"
        }
        return "\(count) B"
    }

    private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
