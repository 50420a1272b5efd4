/// A row that reading could not make a record of.
public struct RowRejection: Sendable, Hashable {
    /// Physical line, from 1.
    public var line: Int
    /// In characters, from 1.
    public var column: Int
    /// ragged_row, bad_label, unlabelled, missing_field, wrong_type, malformed_json, malformed_csv, malformed_xml,
    /// invalid_encoding or oversized_row.
    public var rule: String
    /// What is wrong with this row, for a person.
    public var message: String
    /// The row's bytes as read, after decompression; converted to UTF-8 where the file's encoding is another.
    public var bytes: [UInt8]

    public init(line: Int, column: Int, rule: String, message: String, bytes: [UInt8]) {
        self.line = line
        self.column = column
        self.rule = rule
        self.message = message
        self.bytes = bytes
    }
}

/// What a reader made of a piece of a file, by column.
public struct ParsedRows: Sendable {
    /// Physical line of each record, from 1.
    public var lines: [Int] = []
    /// Which of the row's records it is.
    public var subs: [UInt16] = []
    public var labels: [Label] = []
    public var a = TextColumn()
    /// Empty where ``singles`` is true.
    public var b = TextColumn()
    public var singles: [Bool] = []
    public var rejections: [RowRejection] = []
    /// Rows seen, rejected ones included; a row may make several records.
    public var rows = 0

    public init() {}

    public var count: Int { lines.count }

    /// Forgets everything but the capacity.
    public mutating func removeAll() {
        lines.removeAll(keepingCapacity: true)
        subs.removeAll(keepingCapacity: true)
        labels.removeAll(keepingCapacity: true)
        a.removeAll()
        b.removeAll()
        singles.removeAll(keepingCapacity: true)
        rejections.removeAll()
        rows = 0
    }

    /// Ends a record whose texts were appended to ``a`` and ``b``.
    @inlinable
    public mutating func end(line: Int, sub: Int, label: Label, single: Bool = false) {
        lines.append(line)
        subs.append(UInt16(sub))
        labels.append(label)
        singles.append(single)
    }
}
