/// What a run took: `.curate/timings.json`.
///
/// It differs from run to run and from machine to machine, so it is no part of what a folder promises: no other file
/// holds a time, the manifest does not list this one, and `verify` does not look at it.
public struct RunTimings: Sendable, Hashable, Codable {
    /// A fragment of the plan.
    public struct Part: Sendable, Hashable, Codable {
        /// The fragment's fingerprint: what it took is kept when a later run finds its work done.
        public var key: String
        public var name: String
        public var phase: String
        /// Of the clock on the wall.
        public var seconds: Double
        /// Of all processors.
        public var cpuSeconds: Double
        /// Most memory resident meanwhile; between two looks it may have been more.
        public var peakBytes: Int
        /// Records that passed.
        public var rows: Int
        public var tasks: Int
        /// Tasks that an earlier run did; their time is that run's where it is known.
        public var reused: Int

        public init(
            key: String, name: String, phase: String, seconds: Double, cpuSeconds: Double, peakBytes: Int, rows: Int,
            tasks: Int, reused: Int
        ) {
            self.key = key
            self.name = name
            self.phase = phase
            self.seconds = seconds
            self.cpuSeconds = cpuSeconds
            self.peakBytes = peakBytes
            self.rows = rows
            self.tasks = tasks
            self.reused = reused
        }

        enum CodingKeys: String, CodingKey {
            case key, name, phase, seconds, rows, tasks, reused
            case cpuSeconds = "cpu_seconds"
            case peakBytes = "peak_bytes"
        }
    }

    public static let currentFormat = 1

    public var format = RunTimings.currentFormat
    /// Of the run.
    public var fingerprint: String
    public var threads: Int
    /// The budget that was to be kept.
    public var memoryBytes: Int
    /// The most memory that the process held, from its start.
    public var peakBytes: Int
    public var parts: [Part]

    public init(fingerprint: String, threads: Int, memoryBytes: Int, peakBytes: Int = 0, parts: [Part] = []) {
        self.fingerprint = fingerprint
        self.threads = threads
        self.memoryBytes = memoryBytes
        self.peakBytes = peakBytes
        self.parts = parts
    }

    enum CodingKeys: String, CodingKey {
        case format, fingerprint, threads, parts
        case memoryBytes = "memory_bytes"
        case peakBytes = "peak_bytes"
    }
}
