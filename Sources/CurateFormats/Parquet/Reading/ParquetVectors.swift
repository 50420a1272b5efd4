import CurateCore
import Files

/// Reads a column of texts and one of their vectors, row after row.
public struct ParquetVectors {
    private let file: ParquetFile
    private var groups: ArraySlice<ParquetFooter.Group>
    private var texts: ParquetRowReader
    private let column: Int
    private var lists: NumberLists?
    private var rowsLeft = 0

    /// What a row holds, or why it cannot be used.
    public enum Row: Sendable, Hashable {
        case vector(text: [UInt8], [Float])
        case noText
        case noVector
        /// A number of the vector is missing.
        case gap
    }

    /// - Parameters: the names of the columns.
    /// - Throws: ``ParquetFailure``; `SystemFailure` when the file cannot be read.
    public init(path: String, text: String, vector: String) throws {
        file = try ParquetFile(path: path)
        groups = file.footer.groups[...]
        texts = try ParquetRowReader(file, columns: [text], groups: file.footer.groups)
        column = try file.listColumn(vector)
    }

    /// Rows that were read.
    public var row: Int { texts.row }

    /// nil behind the last row.
    public mutating func next() throws -> Row? {
        var bytes: [UInt8] = []
        guard let cells = try texts.next(into: &bytes) else { return nil }
        while rowsLeft == 0, let group = groups.popFirst() {
            lists = NumberLists(file, group: group, column: column)
            rowsLeft = group.rows
        }
        rowsLeft -= 1
        let list = try lists?.next() ?? .failure(.list)
        guard cells.allSatisfy({ $0 != nil }) else { return .noText }
        switch list {
        case .success(let numbers): return .vector(text: bytes, numbers)
        case .failure(.list): return .noVector
        case .failure(.number): return .gap
        }
    }
}
