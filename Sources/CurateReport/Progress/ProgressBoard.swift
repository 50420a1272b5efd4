public import CuratePlan

/// What is known of a run at work, made of what it told; moments are seconds since any fixed one.
public struct ProgressBoard: Sendable {
    /// A part of the run as people know it.
    public struct Stage: Sendable, Hashable {
        public var name: String
        public var fragments: Range<Int>
        var weights: [Double]
        /// nil before it begins and after it ends.
        var began: Double?
        public var seconds: Double?
        /// Of the part that most rows went through: several look at the same ones.
        public var rows = 0
        public var rejected = 0
        public var tasks = 0
        public var reused = 0

        /// True when an earlier run did all of it.
        public var wasDone: Bool { tasks > 0 && reused == tasks }
        /// Rows a second; nil where none passed or no time did.
        func rate(_ seconds: Double) -> Int? { rows > 0 && seconds > 0.005 ? Int(Double(rows) / seconds) : nil }
    }

    /// What is worth a line that stays.
    public enum Happening: Sendable, Hashable {
        case ended(Stage)
        case note(String)
    }

    public private(set) var stages: [Stage] = []
    public private(set) var rejected = 0
    private let started: Double
    private var earlier: [Int: Double] = [:]
    private var taken: [Int: Double] = [:]
    private var part: RunPart?
    /// When something last came out of it.
    private var moved = 0.0
    private var done = 0
    private var passed = 0

    public init(at now: Double) { started = now }

    /// The stage at work.
    public var current: Stage? { stages.first { $0.began != nil } }
    /// Those that have not begun.
    public var waiting: [Stage] { stages.filter { $0.began == nil && $0.seconds == nil } }

    public func elapsed(at now: Double) -> Double { now - started }
    func elapsed(of stage: Stage, at now: Double) -> Double { stage.seconds ?? now - (stage.began ?? now) }

    /// - Returns: what is worth a line that stays.
    public mutating func hear(_ event: RunEvent, at now: Double) -> [Happening] {
        switch event {
        case .planned(let phases, let earlier):
            stages = phases.map { Stage(name: $0.name, fragments: $0.fragments, weights: $0.weights) }
            self.earlier = earlier
        case .began(let part): begin(part, at: now)
        case .passed(let rows, let rejected): pass(rows, rejected, at: now)
        case .finishedTask(_, let done): (self.done, moved) = (done, now)
        case .finished(let part, let seconds): return finish(part, seconds, at: now)
        case .note(let text): return [.note(text)]
        }
        return []
    }

    private mutating func begin(_ part: RunPart, at now: Double) {
        guard stages.indices.contains(part.phase) else { return }
        if stages[part.phase].began == nil { stages[part.phase].began = now }
        stages[part.phase].tasks += part.tasks
        stages[part.phase].reused += part.reused
        self.part = part
        moved = now
        done = part.reused
        passed = 0
    }

    private mutating func pass(_ rows: Int, _ rejected: Int, at now: Double) {
        if rows > 0 { moved = now }
        passed += rows
        self.rejected += rejected
        guard let phase = part?.phase else { return }
        stages[phase].rejected += rejected
        stages[phase].rows = max(stages[phase].rows, passed)
    }

    private mutating func finish(_ part: RunPart, _ seconds: Double, at now: Double) -> [Happening] {
        guard stages.indices.contains(part.phase) else { return [] }
        if part.reused < part.tasks { taken[part.fragment] = seconds }
        self.part = nil
        guard part.fragment == stages[part.phase].fragments.upperBound - 1 else { return [] }
        stages[part.phase].seconds = now - (stages[part.phase].began ?? now)
        stages[part.phase].began = nil
        return [.ended(stages[part.phase])]
    }

    // MARK: How far

    /// From 0 to 1, of the stage at work.
    public var share: Double {
        guard let stage = current else { return 0 }
        let number = part?.fragment ?? stage.fragments.lowerBound
        let known = stage.fragments.allSatisfy { (earlier[$0] ?? 0) > 0 }
        let weight: (Int) -> Double = { fragment in
            known ? earlier[fragment] ?? 1 : stage.weights[fragment - stage.fragments.lowerBound]
        }
        let total = stage.fragments.reduce(0) { $0 + weight($1) }
        let before = stage.fragments.prefix { $0 < number }.reduce(0) { $0 + weight($1) }
        return min(1, (before + weight(number) * partShare) / total)
    }

    private var partShare: Double {
        guard let part else { return 0 }
        if let rows = part.rows, rows > 0 { return min(1, Double(passed) / Double(rows)) }
        return part.tasks > 0 ? Double(done) / Double(part.tasks) : 0
    }

    /// Seconds until the stage at work ends; nil while it is too early to tell.
    public func stageLeft(at now: Double) -> Double? {
        guard let began = current?.began, moved - began >= 0.5, share >= 0.03 else { return nil }
        // Between two batches the clock goes on, the share does not.
        return max(0, (moved - began) * (1 - share) / share - (now - moved))
    }

    /// Seconds until the run ends, from what an earlier run into the folder took; nil where there was none.
    public func left(at now: Double) -> Double? {
        guard let stage = current, let now = stageLeft(at: now) else { return nil }
        let behind = waiting.flatMap { Array($0.fragments) }.filter { $0 >= stage.fragments.upperBound }
        let expected = behind.map { earlier[$0] }
        guard !expected.contains(nil) else { return nil }
        return now + expected.reduce(0) { $0 + ($1 ?? 0) } * scale
    }

    /// How much slower than the earlier one this run is.
    private var scale: Double {
        let both = taken.filter { (earlier[$0.key] ?? 0) > 0 }
        let before = both.reduce(0) { $0 + (earlier[$1.key] ?? 0) }
        return before > 0.5 ? both.reduce(0) { $0 + $1.value } / before : 1
    }
}
