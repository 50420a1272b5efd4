internal import CurateCore
internal import CurateFormats

/// Texts and vectors of a Parquet file, held in memory.
struct RowTable: VectorTable {
    /// The columns of texts and of vectors.
    struct Columns: Sendable, Hashable {
        var text: String
        var vector: String
    }

    private(set) var dimensions = 0
    private var rows: TextRows
    private var values: [Float] = []

    /// - Throws: ``TeacherFailure`` that names the row that is wrong.
    init(_ file: ImportedFile, _ columns: Columns, _ keys: (any KeyMaking)?) throws {
        rows = TextRows(keys)
        do {
            try file.reading {
                var reader = try ParquetVectors(path: file.path, text: columns.text, vector: columns.vector)
                while let row = try reader.next() { try add(row, file, number: reader.row) }
            }
        } catch let failure as ParquetFailure {
            throw file.fault(failure.reason, hint: failure.hint)
        }
        guard rows.count > 0 else { throw file.fault("it holds no vectors") }
        for (first, second) in rows.sort()
        where vector(first).map(\.bitPattern) != vector(second).map(\.bitPattern) {
            throw file.fault(
                "the rows \(first + 1) and \(second + 1) have the same text and their vectors differ",
                hint: "Name each sentence once.")
        }
    }

    func row(of text: String) -> Int? { rows.row(of: text) }
    func vector(_ row: Int) -> [Float] { Array(values[row * dimensions..<(row + 1) * dimensions]) }

    private mutating func add(_ row: ParquetVectors.Row, _ file: ImportedFile, number: Int) throws {
        switch row {
        case .noText: throw file.fault("row \(number) has no text", hint: Self.leaving)
        case .noVector: throw file.fault("row \(number) has no vector", hint: Self.leaving)
        case .gap: throw file.fault("a number of the vector of row \(number) is missing", hint: Self.leaving)
        case .vector(let text, let vector):
            if rows.count == 0 { dimensions = vector.count }
            guard vector.count == dimensions, dimensions > 0 else {
                throw file.fault(
                    "the vector of row \(number) has \(vector.count) numbers, "
                        + (number == 1 ? "so it is none" : "those before have \(dimensions)"))
            }
            rows.append(text[...])
            values += vector
        }
    }

    private static let leaving = "Leave such rows out; with missing: leave_out stages go without their sentences."
}
