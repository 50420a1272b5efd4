internal import CurateCore
internal import CurateFormats
internal import JSONParsing

/// An array of NumPy, mapped, and the digests of its texts.
struct ArrayTable: VectorTable {
    private let array: NumPyFile
    private var rows: TextRows

    var dimensions: Int { array.dimensions }

    /// - Throws: ``TeacherFailure``.
    init(_ vectors: ImportedFile, texts: ImportedFile, _ keys: (any KeyMaking)?) throws {
        array = try Self.open(vectors)
        var rows = TextRows(keys)
        try Self.read(texts) { rows.append($0) }
        let repeated = rows.sort()
        self.rows = rows
        let count = array.shape[0]
        guard rows.count == count else {
            throw vectors.fault(
                "the array has \(count) vectors for the \(rows.count) sentences of \(texts.path)",
                hint: "There must be one vector for each sentence, in the same order.")
        }
        for (first, second) in repeated
        where array.vector(first).map(\.bitPattern) != array.vector(second).map(\.bitPattern) {
            throw vectors.fault(
                "the sentences \(first + 1) and \(second + 1) of \(texts.path) are the same and their vectors differ",
                hint: "Name each sentence once.")
        }
    }

    func row(of text: String) -> Int? { rows.row(of: text) }
    func vector(_ row: Int) -> [Float] { array.vector(row) }

    private static func open(_ file: ImportedFile) throws -> NumPyFile {
        let array: NumPyFile
        do { array = try file.reading { try NumPyFile(path: file.path) } } catch let error as Diagnostic {
            throw file.fault(error.message, hint: error.hint)
        }
        guard array.element == .float16 || array.element == .float32, array.shape.count == 2 else {
            let shape = array.shape.map(String.init).joined(separator: ", ")
            throw file.fault(
                "the array has the shape (\(shape)), not (sentences, dimensions) of float16 or float32",
                hint: "Write it by np.save(path, array.reshape(sentences, -1).astype('<f4')).")
        }
        guard array.dimensions > 0 else { throw file.fault("its vectors have no numbers") }
        return array
    }

    private static func read(_ file: ImportedFile, _ body: (ArraySlice<UInt8>) -> Void) throws {
        try file.reading {
            guard file.ends(with: ".jsonl") else {
                return try LinePieces(path: file.path).forEachLine { line, _ in body(line) }
            }
            let extractor = JSONRowExtractor(fields: ["text"])
            var rows = JSONRows()
            try LinePieces(path: file.path).forEach { bytes, first in
                extractor.extract(bytes, into: &rows)
                for row in 0..<rows.count {
                    guard rows.failure(row) == nil, rows.kind(row, 0) == .string else {
                        throw file.fault(
                            "this is no JSON object with a 'text'", line: first + rows.line(row),
                            hint: "Write a sentence a line, as {\"text\": \"…\"}.")
                    }
                    body(rows.bytes(row, 0)[...])
                }
            }
        }
    }
}
