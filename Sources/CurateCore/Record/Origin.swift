/// Where a record that no corpus published comes from; 32 bytes without gaps, stored as they lie in memory.
public struct Origin: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline let code: UInt16
    /// Index into ``Roster/teachers``, or ``noTeacher``.
    public var teacher: UInt16
    /// Cosine of the record's two texts under the teacher; of a weak pair without one the overlap of their characters;
    /// 0 where neither was asked.
    public var cosine: Float
    /// The record that it was made from.
    public var parent: RecordID
    /// Where the teacher's random choices started; of a counterfactual the ``EditKind/code`` of its edit.
    public var seed: UInt64

    @inlinable
    public init(_ kind: OriginKind, teacher: UInt16, cosine: Float, parent: RecordID, seed: UInt64) {
        code = kind.rawValue
        self.teacher = teacher
        self.cosine = cosine
        self.parent = parent
        self.seed = seed
    }

    /// In place of a teacher, where none had a part.
    public static let noTeacher = UInt16.max

    /// True where a teacher had a part.
    public var hasTeacher: Bool { teacher != Self.noTeacher }

    /// The edit that made a counterfactual.
    public var edit: EditKind? { kind == .counterfactual || kind == .rewording ? EditKind(code: seed) : nil }

    @inlinable public var kind: OriginKind { OriginKind(rawValue: code) ?? .published }

    /// Of a record as a corpus published it.
    public static let published = Origin(
        .published, teacher: 0, cosine: 0, parent: RecordID(high: 0, low: 0), seed: 0)
}

/// How a record came to be.
public enum OriginKind: UInt16, Sendable, CaseIterable {
    case published = 0
    /// A sentence and a teacher's paraphrase of it.
    case paraphrase = 1
    /// A sentence and a teacher's sentence that changes one of its facts: a hard negative.
    case changedFact = 2
    /// A sentence and another of the corpus whose vector is near: a mined hard negative.
    case mined = 3
    /// A sentence and another of the corpus that shares its wording: a mined hard negative.
    case lexical = 4
    /// A sentence and an edit of it that changes its meaning.
    case counterfactual = 5
    /// A sentence and an edit of it by rule that keeps its meaning.
    case rewording = 6
    /// Two sentences paired without anyone's label.
    case weak = 7

    /// The word used in shards and reports.
    public var name: String {
        ["published", "paraphrase", "changed_fact", "mined", "lexical", "counterfactual", "rewording", "weak"][
            Int(rawValue)]
    }
}
