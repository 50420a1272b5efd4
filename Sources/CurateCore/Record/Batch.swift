internal import BinaryColumns

/// Which side of the wall a record stands on.
public enum Role: UInt8, Sendable {
    /// Enters training views; every stage may change or reject it.
    case training = 0
    /// Evaluation data: normalized like the rest, never dropped or relabelled, so that scores stay comparable.
    case heldOut = 1
}

/// One sentence of a pair on its two tracks.
public struct Side: Sendable, Equatable {
    /// What a trainer reads.
    public var text: TextColumn
    /// What is compared; empty until `normalize` has run.
    public var key: TextColumn

    public init(text: TextColumn = TextColumn(), key: TextColumn = TextColumn()) {
        self.text = text
        self.key = key
    }
}

/// Marks that stages leave on a record.
public struct RecordFlags: OptionSet, Sendable, Hashable {
    public let rawValue: UInt32
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Cut by `split`.
    public static let truncated = RecordFlags(rawValue: 1 << 0)
    /// Its label was changed by `reconcile`, `map_labels` or `review`.
    public static let relabelled = RecordFlags(rawValue: 1 << 1)
    /// Labelled different although its texts are in one closure component.
    public static let closureBreak = RecordFlags(rawValue: 1 << 2)
    /// A repetition made by `sample`.
    public static let repeated = RecordFlags(rawValue: 1 << 3)
    /// It has one text only, as rows of a plain sentence corpus have.
    public static let single = RecordFlags(rawValue: 1 << 4)
    /// Made by a teacher; its ``Batch/origins`` tells how.
    public static let generated = RecordFlags(rawValue: 1 << 5)
    /// A negative in the row of the record before it, in records gathered for a view of groups.
    public static let follows = RecordFlags(rawValue: 1 << 6)
}

/// Records in flight, stored by column: element `i` of every column belongs to record `i`.
///
/// All records of a batch share their ``role``. Columns are plain arrays so that a stage reads as a loop and a kernel
/// can take a whole column in one call.
public struct Batch: Sendable {
    public var role: Role
    public var ids: [RecordID] = []
    public var ordinals: [Ordinal] = []
    /// Index into ``Roster/sources``: corpus and split as published.
    public var sources: [UInt16] = []
    /// The split to write the record to; differs from its source's after `resplit`.
    public var splits: [Split] = []
    public var labels: [Label] = []
    /// How many equal records this one stands for, itself included.
    public var copies: [UInt32] = []
    public var flags: [RecordFlags] = []
    public var a = Side()
    public var b = Side()
    /// Where each record comes from; empty where all are as published.
    public private(set) var origins: [Origin] = []
    /// Cosine of each record's texts under a teacher, NaN for those that have none; empty where no stage scored any.
    public private(set) var scores: [Float] = []
    /// What each record is about; empty where no stage or view asked.
    public private(set) var codes: [RecordCodes] = []

    public init(role: Role = .training) { self.role = role }

    @inlinable public var count: Int { ids.count }
    @inlinable public var isEmpty: Bool { ids.isEmpty }
    /// True when the key track is filled.
    @inlinable public var hasKeys: Bool { a.key.count == count && b.key.count == count }

    /// Appends a record as a source makes it: no keys yet, one copy, no flags.
    public mutating func append(
        id: RecordID, ordinal: Ordinal, source: UInt16, split: Split, label: Label, a textA: ArraySlice<UInt8>,
        b textB: ArraySlice<UInt8>, flags mark: RecordFlags = []
    ) {
        ids.append(id)
        ordinals.append(ordinal)
        sources.append(source)
        splits.append(split)
        labels.append(label)
        copies.append(1)
        flags.append(mark)
        a.text.append(textA)
        b.text.append(textB)
        fillOptionalColumns()
    }

    /// Appends one record of another batch of the same role.
    @inlinable
    public mutating func append(_ row: Int, of other: Batch) {
        ids.append(other.ids[row])
        ordinals.append(other.ordinals[row])
        sources.append(other.sources[row])
        splits.append(other.splits[row])
        labels.append(other.labels[row])
        copies.append(other.copies[row])
        flags.append(other.flags[row])
        a.text.append(row, of: other.a.text)
        b.text.append(row, of: other.b.text)
        if !other.origins.isEmpty || !origins.isEmpty { setOrigin(other.origin(row), of: count - 1) }
        if !other.scores.isEmpty || !scores.isEmpty { setScore(other.score(row), of: count - 1) }
        if !other.codes.isEmpty || !codes.isEmpty { setCodes(other.code(row), of: count - 1) }
        guard other.hasKeys else { return }
        a.key.append(row, of: other.a.key)
        b.key.append(row, of: other.b.key)
    }

    /// The records at `rows`, in that order.
    public func gather(_ rows: [Int]) -> Batch { gather(rows.span) }

    /// The records at `rows`, in that order.
    public func gather(_ rows: Span<Int>) -> Batch {
        var result = Batch(role: role)
        result.ids = BinaryColumns.gather(rows, of: ids)
        result.ordinals = BinaryColumns.gather(rows, of: ordinals)
        result.sources = BinaryColumns.gather(rows, of: sources)
        result.splits = BinaryColumns.gather(rows, of: splits)
        result.labels = BinaryColumns.gather(rows, of: labels)
        result.copies = BinaryColumns.gather(rows, of: copies)
        result.flags = BinaryColumns.gather(rows, of: flags)
        result.a.text = a.text.gather(rows)
        result.b.text = b.text.gather(rows)
        if !origins.isEmpty { result.origins = BinaryColumns.gather(rows, of: origins) }
        if !scores.isEmpty { result.scores = BinaryColumns.gather(rows, of: scores) }
        if !codes.isEmpty { result.codes = BinaryColumns.gather(rows, of: codes) }
        if hasKeys {
            result.a.key = a.key.gather(rows)
            result.b.key = b.key.gather(rows)
        }
        return result
    }

    /// Appends all records of another batch of the same role; both or neither must have keys.
    public mutating func append(contentsOf other: Batch) {
        precondition(role == other.role, "a batch holds records of one role")
        precondition(isEmpty || other.isEmpty || hasKeys == other.hasKeys, "keys on all records of a batch or on none")
        appendOptionalColumns(of: other)
        ids += other.ids
        ordinals += other.ordinals
        sources += other.sources
        splits += other.splits
        labels += other.labels
        copies += other.copies
        flags += other.flags
        a.text.append(contentsOf: other.a.text)
        b.text.append(contentsOf: other.b.text)
        a.key.append(contentsOf: other.a.key)
        b.key.append(contentsOf: other.b.key)
    }

    /// Bytes held by the columns.
    public var footprint: Int {
        a.text.footprint + a.key.footprint + b.text.footprint + b.key.footprint + count * 48
            + origins.count * MemoryLayout<Origin>.stride + scores.count * 4
            + codes.count * MemoryLayout<RecordCodes>.stride
    }
}

// Columns that most runs do without: empty, or as long as the others.
extension Batch {
    /// Where a record comes from.
    @inlinable
    public func origin(_ row: Int) -> Origin { origins.isEmpty ? .published : origins[row] }

    /// Cosine of a record's texts under a teacher; NaN where none was asked.
    @inlinable
    public func score(_ row: Int) -> Float { scores.isEmpty ? .nan : scores[row] }

    public mutating func setOrigin(_ origin: Origin, of row: Int) {
        origins += repeatElement(.published, count: count - origins.count)
        origins[row] = origin
    }

    public mutating func setScore(_ score: Float, of row: Int) {
        scores += repeatElement(.nan, count: count - scores.count)
        scores[row] = score
    }

    /// What a record is about; zeros where nobody asked.
    @inlinable
    public func code(_ row: Int) -> RecordCodes { codes.isEmpty ? RecordCodes() : codes[row] }

    public mutating func setCodes(_ code: RecordCodes, of row: Int) {
        codes += repeatElement(RecordCodes(), count: count - codes.count)
        codes[row] = code
    }

    /// Puts whole columns in place, as a reader of stored batches has them.
    /// - Precondition: each is empty or has an element for every record.
    public mutating func setOptionalColumns(origins: [Origin], scores: [Float], codes: [RecordCodes] = []) {
        precondition(
            [origins.count, scores.count, codes.count].allSatisfy { [0, count].contains($0) }, "whole columns")
        (self.origins, self.scores, self.codes) = (origins, scores, codes)
    }

    private mutating func fillOptionalColumns() {
        if !origins.isEmpty { origins += repeatElement(.published, count: count - origins.count) }
        if !scores.isEmpty { scores += repeatElement(.nan, count: count - scores.count) }
        if !codes.isEmpty { codes += repeatElement(RecordCodes(), count: count - codes.count) }
    }

    /// Called before the other columns grow.
    private mutating func appendOptionalColumns(of other: Batch) {
        if !origins.isEmpty || !other.origins.isEmpty {
            origins += repeatElement(.published, count: count - origins.count)
            origins += other.origins
            origins += repeatElement(.published, count: count + other.count - origins.count)
        }
        if !scores.isEmpty || !other.scores.isEmpty {
            scores += repeatElement(.nan, count: count - scores.count)
            scores += other.scores
            scores += repeatElement(.nan, count: count + other.count - scores.count)
        }
        if !codes.isEmpty || !other.codes.isEmpty {
            codes += repeatElement(RecordCodes(), count: count - codes.count)
            codes += other.codes
            codes += repeatElement(RecordCodes(), count: count + other.count - codes.count)
        }
    }
}
