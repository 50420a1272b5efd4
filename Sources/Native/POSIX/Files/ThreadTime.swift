import Glibc

/// Processor time of the calling thread.
public enum ThreadTime {
    /// Seconds, user and system.
    public static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
