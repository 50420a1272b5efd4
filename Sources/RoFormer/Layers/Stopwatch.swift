internal import Files
internal import Synchronization

/// Where a model's time went, in seconds of all threads together.
public struct PhaseTimes: Sendable, Hashable {
    /// Multiplications by weights.
    public var linear = 0.0
    public var attention = 0.0
    /// Choosing tokens by their logits.
    public var sampling = 0.0
    /// Embeddings, norms, activations, rotary positions, and keeping books.
    public var rest = 0.0

    public init() {}

    public var total: Double { linear + attention + sampling + rest }

    mutating func add(_ other: PhaseTimes) {
        linear += other.linear
        attention += other.attention
        sampling += other.sampling
        rest += other.rest
    }
}

/// Tells a thread's time apart by what it does; costs nothing when it is off.
struct Stopwatch {
    enum Phase { case linear, attention, sampling, rest }

    private let isOn: Bool
    private var phase = Phase.rest
    private var since = 0.0
    private var times = PhaseTimes()

    init(isOn: Bool) { self.isOn = isOn }

    mutating func start() {
        guard isOn else { return }
        times = PhaseTimes()
        phase = .rest
        since = Clock.monotonicSeconds
    }

    /// What follows is this.
    mutating func enter(_ next: Phase) {
        guard isOn else { return }
        let now = Clock.monotonicSeconds
        times.add(now - since, to: phase)
        since = now
        phase = next
    }

    /// Times since the start.
    mutating func stop() -> PhaseTimes {
        enter(.rest)
        return times
    }
}

extension PhaseTimes {
    fileprivate mutating func add(_ seconds: Double, to phase: Stopwatch.Phase) {
        switch phase {
        case .linear: linear += seconds
        case .attention: attention += seconds
        case .sampling: sampling += seconds
        case .rest: rest += seconds
        }
    }
}
