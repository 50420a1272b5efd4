public import CurateCore

/// A record as a test writes it, and as it comes out of a run.
public struct TestRecord: Sendable, Hashable {
    public var a: String
    public var b: String
    public var label: Label
    /// Index into the roster's sources; a held-out source makes a held-out record.
    public var source: Int
    public var split: Split?
    public var copies: UInt32 = 1
    public var flags: RecordFlags = []
    /// Where it comes from, and what a teacher thinks of it, as a run leaves them; not given to it.
    public var origin = Origin.published
    public var score: Float?
    /// Given by ``StageHarness`` where nil: a file for each source, lines in the order of the list.
    public var ordinal: Ordinal?
    /// Given by ``StageHarness`` where nil: computed from source, texts and label, so equal rows share it.
    public var id: RecordID?
    /// Made by the harness' keys unless given.
    public var keyA: String?
    public var keyB: String?

    public init(_ a: String, _ b: String, _ label: Label, source: Int = 0) {
        self.a = a
        self.b = b
        self.label = label
        self.source = source
    }

    /// A pair labelled 0 (different) to 1 (the same).
    public static func pair(_ a: String, _ b: String, _ value: Float, source: Int = 0) -> TestRecord {
        TestRecord(a, b, Label(.binary, value), source: source)
    }

    /// A pair with a graded score.
    public static func score(_ a: String, _ b: String, _ value: Float, source: Int = 0) -> TestRecord {
        TestRecord(a, b, Label(.ordinal, value), source: source)
    }

    /// A premise and a hypothesis.
    public static func nli(_ a: String, _ b: String, _ label: NLILabel, source: Int = 0) -> TestRecord {
        TestRecord(a, b, Label(.nli, Float(label.rawValue)), source: source)
    }

    /// A row of a plain sentence corpus.
    public static func sentence(_ text: String, source: Int = 0) -> TestRecord {
        var record = TestRecord(text, "", .unlabelled, source: source)
        record.flags = .single
        return record
    }

    /// The record with its two texts exchanged.
    public var swapped: TestRecord {
        var other = self
        (other.a, other.b) = (b, a)
        (other.keyA, other.keyB) = (keyB, keyA)
        return other
    }

    /// For messages: `a | b | binary 1.0`.
    public var line: String { "\(a) | \(b) | \(label.scale.name) \(label.value)" }
}

extension SourceInfo {
    /// A source named as pipelines name it: `lcqmc/dev`.
    public static func named(
        _ name: String, heldOut: Bool = false, scale: LabelScale = .binary, priority: Int = 0
    ) -> SourceInfo {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        let split = parts.count > 1 ? parts[1] : "train"
        return SourceInfo(
            corpus: parts[0], split: split, role: Split(name: split) ?? .train, heldOut: heldOut, scale: scale,
            priority: priority)
    }
}

extension Roster {
    /// One training source, for tests that need no more.
    public static var oneSource: Roster { Roster(sources: [.named("lcqmc/train")], files: ["lcqmc/train.txt"]) }
}
