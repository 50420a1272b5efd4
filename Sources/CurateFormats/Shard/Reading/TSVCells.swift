import Checksums
import CurateCore

/// The rows of a table without a header: the texts, and of `pairs` the label as it is written there.
///
/// What other formats have besides is made up: an id of the row itself, and a scale by the look of the label.
struct TSVCells: ShardCellSource {
    private let path: String
    private let view: ShardView
    private var lines: LineCutter

    init(path: String, view: ShardView) throws {
        self.path = path
        self.view = view
        lines = LineCutter(TextBuffer(try TextSource(path: path, encoding: "utf-8")), limits: ReadingLimits())
    }

    mutating func next() throws -> ShardCells? {
        guard let chunk = try lines.next() else { return nil }
        var cells = ShardCells(bytes: chunk.bytes)
        var (start, number) = (0, chunk.firstLine)
        while start < chunk.bytes.count {
            let end = chunk.bytes[start...].firstIndex(of: Byte.newline) ?? chunk.bytes.count
            try append(start..<end, number, to: &cells)
            (start, number) = (end + 1, number + 1)
        }
        return cells
    }

    private func append(_ line: Range<Int>, _ number: Int, to cells: inout ShardCells) throws {
        let columns = cells.bytes[line].split(separator: Byte.tab, omittingEmptySubsequences: false).map(\.indices)
        guard columns.count == (view == .pairs ? 3 : 2) else {
            throw ShardFault(path: path, row: number, "the line has \(columns.count) columns")
        }
        var fields = [Range<Int>?](repeating: nil, count: view.fields.count)
        fields[ShardView.Field.first] = columns[0]
        fields[ShardView.Field.second] = columns[1]
        let id = SHA256.hex(of: cells.bytes.span.extracting(line)).prefix(32)
        fields[ShardView.Field.id] = cells.append(String(id))
        if view == .pairs { try label(columns[2], number, &fields, &cells) }
        cells.rows.append((number, fields))
    }

    private func label(
        _ column: Range<Int>, _ number: Int, _ fields: inout [Range<Int>?], _ cells: inout ShardCells
    ) throws {
        let text = String(decoding: cells.bytes[column], as: UTF8.self)
        var scale = LabelScale.none
        if let word = NLILabel.allCases.first(where: { $0.name == text }) {
            scale = .nli
            fields[ShardView.Field.label] = cells.append("\(word.rawValue)")
        } else if !text.isEmpty {
            guard let value = Float(text), value >= 0, value <= 1 else {
                throw ShardFault(path: path, row: number, "'\(text)' is no label from 0 to 1 and no word of inference")
            }
            scale = .binary
            fields[ShardView.Field.label] = column
        }
        fields[ShardView.Field.scale] = cells.append(scale.name)
    }
}

extension ShardCells {
    /// - Returns: where the text is.
    mutating func append(_ text: String) -> Range<Int> {
        let start = bytes.count
        bytes += text.utf8
        return start..<bytes.count
    }
}
