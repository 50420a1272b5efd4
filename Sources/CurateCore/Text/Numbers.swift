/// Numbers for people, the same on every machine.
public enum Numbers {
    /// `12,345`.
    public static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0 && (digits.count - place) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    /// `1 pair`, `2,000 pairs`.
    public static func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        grouped(number) + " " + (number == 1 ? noun : plural ?? noun + "s")
    }

    /// `10.7 %`; `<0.1 %` for what is there but rounds to nothing.
    public static func percent(_ share: Double) -> String {
        if share > 0 && share < 0.0005 { return "<0.1 %" }
        return fixed(share * 100) + " %"
    }

    /// With one decimal.
    public static func fixed(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
