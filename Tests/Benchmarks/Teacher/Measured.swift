import Files

/// How much was done in what time.
struct Measured {
    let count: Int
    let seconds: Double
    /// Of all threads; tells more than the clock where other programs run beside.
    let processorSeconds: Double

    var rate: Double { Double(count) / seconds }
    var processorRate: Double { Double(count) / processorSeconds }

    static func time(_ body: () throws -> Int) rethrows -> Measured {
        let start = Clock.monotonicSeconds
        let used = ProcessUsage.cpuSeconds
        let count = try body()
        return Measured(
            count: count, seconds: Clock.monotonicSeconds - start, processorSeconds: ProcessUsage.cpuSeconds - used)
    }
}
