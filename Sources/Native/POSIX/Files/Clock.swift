import Glibc

/// Time for measuring and for labels; results never depend on it.
public enum Clock {
    /// Seconds since some fixed moment; never goes back.
    public static var monotonicSeconds: Double {
        let time = read(CLOCK_MONOTONIC)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
    }

    /// Lets the calling thread do nothing for some seconds; a signal may wake it earlier.
    public static func sleep(seconds: Double) {
        var time = timespec()
        time.tv_sec = Int(seconds)
        time.tv_nsec = Int((seconds - seconds.rounded(.down)) * 1_000_000_000)
        nanosleep(&time, nil)
    }

    /// The time of day in UTC, such as "2031-05-06T07:08:09Z".
    public static var timestamp: String { timestamp(secondsSince1970: read(CLOCK_REALTIME).tv_sec) }

    /// The given time in UTC, in ISO 8601 with whole seconds.
    public static func timestamp(secondsSince1970 seconds: Int) -> String {
        var moment = time_t(seconds)
        var parts = tm()
        gmtime_r(&moment, &parts)
        let day = "\(pad(Int(parts.tm_year) + 1900, 4))-\(pad(Int(parts.tm_mon) + 1))-\(pad(Int(parts.tm_mday)))"
        return "\(day)T\(pad(Int(parts.tm_hour))):\(pad(Int(parts.tm_min))):\(pad(Int(parts.tm_sec)))Z"
    }

    private static func read(_ clock: clockid_t) -> timespec {
        var time = timespec()
        clock_gettime(clock, &time)
        return time
    }

    private static func pad(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
