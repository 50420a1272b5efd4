import ByteScanning
import CurateCore

/// Makes a row's records, as the layout's shape has them.
struct RecordMaker: Sendable {
    let shape: CorpusLayout.Shape
    let labelled: Bool
    private let labels: LabelReader

    init(shape: CorpusLayout.Shape, labels: LabelRules, labelled: Bool) {
        self.shape = shape
        self.labelled = labelled
        self.labels = LabelReader(labels)
    }

    /// True when rows must have a label of their own.
    var readsLabel: Bool { shape == .pair && labelled }

    /// Appends the records of a row of any shape without a list, or says why there are none.
    func make(_ cells: RowCells, of bytes: [UInt8], line: Int, into rows: inout ParsedRows) -> RowFault? {
        switch shape {
        case .pair: return pair(cells, of: bytes, line: line, into: &rows)
        case .positives: record(cells.first, cells.second, of: bytes, line, 0, declared(1), &rows)
        case .triplet:
            record(cells.first, cells.second, of: bytes, line, 0, declared(1), &rows)
            record(cells.first, cells.third, of: bytes, line, 1, declared(0), &rows)
        case .sentences:
            rows.a.append(bytes.span.extracting(cells.first))
            rows.b.endRow()
            rows.end(line: line, sub: 0, label: .unlabelled, single: true)
        case .group, .answers: preconditionFailure("they have a list of texts")
        }
        return nil
    }

    /// Appends a record for each of a group's texts, or one of a question and its answers, or says why there are none.
    func makeGroup(
        _ text: Range<Int>, _ members: [Range<Int>], of bytes: [UInt8], line: Int, into rows: inout ParsedRows
    ) -> RowFault? {
        if members.isEmpty { return RowFault(rule: "missing_field", message: "the group has no texts") }
        guard members.count <= Ordinal.mostPerRow else {
            let message = "the group has \(members.count) texts; at most \(Ordinal.mostPerRow) are read"
            return RowFault(rule: "oversized_row", message: message)
        }
        if shape == .answers {
            rows.a.append(bytes.span.extracting(text))
            for (number, member) in members.enumerated() {
                if number > 0 { rows.b.bytes += Self.answerSeparator }
                rows.b.bytes.append(copying: bytes.span.extracting(member))
            }
            rows.b.endRow()
            rows.end(line: line, sub: 0, label: .unlabelled)
            return nil
        }
        for (sub, member) in members.enumerated() { record(text, member, of: bytes, line, sub, declared(1), &rows) }
        return nil
    }

    private func pair(_ cells: RowCells, of bytes: [UInt8], line: Int, into rows: inout ParsedRows) -> RowFault? {
        var label = Label.unlabelled
        if labelled {
            let reading = labels.read(bytes, cells.label)
            guard case .label(let read) = reading else { return labels.fault(bytes, cells.label, reading) }
            label = read
        }
        record(cells.first, cells.second, of: bytes, line, 0, label, &rows)
        return nil
    }

    /// U+23CE, the return symbol: white space would not outlive `normalize`.
    private static let answerSeparator: [UInt8] = [0xE2, 0x8F, 0x8E]

    /// The label that a shape gives to all its records.
    private func declared(_ value: Float) -> Label { labelled ? Label(.binary, value) : .unlabelled }

    @inline(__always)
    private func record(
        _ a: Range<Int>, _ b: Range<Int>, of bytes: [UInt8], _ line: Int, _ sub: Int, _ label: Label,
        _ rows: inout ParsedRows
    ) {
        rows.a.append(bytes.span.extracting(a))
        rows.b.append(bytes.span.extracting(b))
        rows.end(line: line, sub: sub, label: label)
    }
}

extension TextColumn {
    @inline(__always)
    fileprivate mutating func append(_ text: Span<UInt8>) {
        bytes.append(copying: text)
        endRow()
    }
}
