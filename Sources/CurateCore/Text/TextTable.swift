/// Columns of text, aligned; full-width characters count as two.
public struct TextTable {
    enum Alignment { case left, right }

    private let alignments: [Alignment]
    private var rows: [[String]]

    /// - Parameter columns: headers; one that begins with `<` is aligned to the left.
    public init(_ columns: [String]) {
        alignments = columns.map { $0.hasPrefix("<") ? .left : .right }
        rows = [columns.map { $0.hasPrefix("<") ? String($0.dropFirst()) : $0 }]
    }

    public mutating func add(_ cells: [String]) {
        precondition(cells.count == alignments.count, "a row has a cell for each column")
        rows.append(cells)
    }

    public var isEmpty: Bool { rows.count == 1 }

    /// Lines without a line end; columns that are empty in all rows are left out.
    public var lines: [String] {
        let used = alignments.indices.filter { column in rows.dropFirst().contains { !$0[column].isEmpty } }
        let widths = used.map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(used, widths).map { column, width in pad(row[column], width, alignments[column]) }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    private func pad(_ text: String, _ width: Int, _ alignment: Alignment) -> String {
        let space = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
        return alignment == .left ? text + space : space + text
    }
}
