/// A decision on one record, made by a survey and carried out by its stage's processor.
public struct Verdict: Sendable, Hashable {
    /// The record it is about; id and ordinal together find its partition.
    public var id: RecordID
    public var ordinal: Ordinal
    /// What to do, in the stage's own numbering.
    public var code: UInt32
    public var value: Float
    /// The record that this one yields to, or was compared with.
    public var witnessID: RecordID
    public var witness: Ordinal

    public init(
        _ id: RecordID, _ ordinal: Ordinal, code: UInt32, value: Float = 0,
        witnessID: RecordID = RecordID(high: 0, low: 0), witness: Ordinal = Ordinal(packed: 0)
    ) {
        self.id = id
        self.ordinal = ordinal
        self.code = code
        self.value = value
        self.witnessID = witnessID
        self.witness = witness
    }
}

/// A survey's verdicts on the records of one partition, found by ordinal.
public struct VerdictTable: Sendable {
    /// Sorted by ordinal, at most one for each record.
    public let verdicts: [Verdict]
    @usableFromInline let index: [UInt64: Int32]

    /// - Parameter verdicts: in any order; of several for one record the one with the lowest code counts.
    public init(_ verdicts: [Verdict] = []) {
        let sorted = verdicts.sorted {
            ($0.ordinal, $0.code, $0.witness) < ($1.ordinal, $1.code, $1.witness)
        }
        var unique: [Verdict] = []
        var index: [UInt64: Int32] = [:]
        index.reserveCapacity(sorted.count)
        for verdict in sorted where unique.last?.ordinal != verdict.ordinal {
            index[verdict.ordinal.packed] = Int32(unique.count)
            unique.append(verdict)
        }
        self.verdicts = unique
        self.index = index
    }

    public var isEmpty: Bool { verdicts.isEmpty }

    @inlinable
    public subscript(_ ordinal: Ordinal) -> Verdict? {
        guard !verdicts.isEmpty, let position = index[ordinal.packed] else { return nil }
        return verdicts[Int(position)]
    }
}
