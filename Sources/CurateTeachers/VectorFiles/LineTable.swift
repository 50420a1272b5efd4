internal import CurateCore
internal import JSONParsing

/// Vectors of JSON lines, `{"text": "…", "vector": [0.1, …]}`, held in memory.
struct LineTable: VectorTable {
    private(set) var dimensions = 0
    private var rows: TextRows
    private var values: [Float] = []

    /// - Throws: ``TeacherFailure`` that names the line that is wrong.
    init(_ file: ImportedFile, _ keys: (any KeyMaking)?) throws {
        rows = TextRows(keys)
        let extractor = JSONRowExtractor(fields: ["text", "vector"])
        var found = JSONRows()
        var lines: [Int] = []
        try file.reading {
            try LinePieces(path: file.path).forEach { bytes, first in
                extractor.extract(bytes, into: &found)
                for row in 0..<found.count {
                    lines.append(first + found.line(row))
                    try add(found, row, file, line: lines[lines.count - 1])
                }
            }
        }
        guard rows.count > 0 else { throw file.fault("it holds no vectors") }
        for (first, second) in rows.sort() where vector(first) != vector(second) {
            throw file.fault("it contradicts line \(lines[first]), which has the same text", line: lines[second])
        }
    }

    func row(of text: String) -> Int? { rows.row(of: text) }
    func vector(_ row: Int) -> [Float] { Array(values[row * dimensions..<(row + 1) * dimensions]) }

    private mutating func add(_ found: JSONRows, _ row: Int, _ file: ImportedFile, line: Int) throws {
        if let failure = found.failure(row) { throw file.fault("\(failure.message)", line: line) }
        guard found.kind(row, 0) == .string, found.kind(row, 1) == .array,
            let vector = Self.numbers(found.string(row, 1))
        else {
            throw file.fault(
                "this is no JSON object with a 'text' and a 'vector' of numbers", line: line,
                hint: "Write {\"text\": \"…\", \"vector\": [0.6, 0.8]}, a sentence a line.")
        }
        if rows.count == 0 { dimensions = vector.count }
        guard vector.count == dimensions, dimensions > 0 else {
            throw file.fault("its vector has \(vector.count) numbers, those before have \(dimensions)", line: line)
        }
        rows.append(found.bytes(row, 0)[...])
        values += vector
    }

    /// nil where something in the list is no number.
    private static func numbers(_ list: String) -> [Float]? {
        var numbers: [Float] = []
        for part in list.utf8.dropFirst().dropLast().split(separator: UInt8(ascii: ",")) {
            let digits = part.trimmingSpaces
            guard let number = Float(Substring(digits)) else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}

extension Substring.UTF8View {
    fileprivate var trimmingSpaces: Substring.UTF8View {
        let kept = drop { $0 <= 0x20 }
        let end = kept.lastIndex { $0 > 0x20 }.map { kept.index(after: $0) } ?? kept.startIndex
        return kept[..<end]
    }
}
