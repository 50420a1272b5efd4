import Glibc

/// What this process has used.
public enum ProcessUsage {
    /// Most memory resident so far, in bytes; 0 where the system does not tell.
    public static var peakResidentBytes: UInt64 { statusKibibytes("VmHWM:") << 10 }

    /// Memory resident now, in bytes; 0 where the system does not tell.
    public static var currentResidentBytes: UInt64 { statusKibibytes("VmRSS:") << 10 }

    /// Processor time of all threads so far, user and system, in seconds.
    public static var cpuSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
    }

    private static func statusKibibytes(_ key: String) -> UInt64 {
        let value = statusValue(key)?.split(separator: " ").first
        return value.flatMap { UInt64($0) } ?? 0
    }

    /// Value of a line such as "VmRSS:     5120 kB" of the process's status.
    static func statusValue(_ key: String) -> Substring? {
        lines(of: "/proc/self/status").first { $0.hasPrefix(key) }?.dropFirst(key.utf8.count).drop { $0.isWhitespace }
    }

    static func lines(of path: String) -> [Substring] {
        guard let bytes = try? FileSystem.readAll(path) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }
}
