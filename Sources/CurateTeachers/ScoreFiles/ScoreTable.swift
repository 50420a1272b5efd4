internal import CurateCore
internal import Hashing
internal import JSONParsing

/// Scores by the digests of their pairs: 32 bytes a score.
struct ScoreTable: Sendable {
    private let file: ImportedFile
    private let isSymmetric: Bool
    private var rows = DigestTable()
    private var scores: [Float] = []
    private var lines: [UInt32] = []

    /// - Throws: ``TeacherFailure`` that names the line that is wrong.
    init(_ file: ImportedFile, isSymmetric: Bool) throws {
        (self.file, self.isSymmetric) = (file, isSymmetric)
        if file.ends(with: ".jsonl") {
            try file.reading { try readObjects() }
        } else if file.ends(with: ".tsv") {
            try file.reading { try readCells() }
        } else {
            throw file.fault("scores are read from .jsonl and .tsv files", hint: "Rename or rewrite it.")
        }
        for (first, second) in rows.sort() where scores[first] != scores[second] {
            throw file.fault(
                "it contradicts line \(lines[first]), which scores the same pair", line: Int(lines[second]),
                hint: isSymmetric ? "Where order matters, set symmetric: false." : nil)
        }
    }

    func score(of pair: TextPair) -> Float? {
        rows.row(of: digest(Digest128(ofText: pair.first), Digest128(ofText: pair.second))).map { scores[$0] }
    }

    private func digest(_ first: Digest128, _ second: Digest128) -> Digest128 {
        let turned = isSymmetric && second < first
        return XXH3.hash128(((turned ? second : first).bytes + (turned ? first : second).bytes).span)
    }

    private mutating func readObjects() throws {
        let extractor = JSONRowExtractor(fields: ["text1", "text2", "score"])
        var found = JSONRows()
        try LinePieces(path: file.path).forEach { bytes, first in
            extractor.extract(bytes, into: &found)
            for row in 0..<found.count {
                let line = first + found.line(row)
                if let failure = found.failure(row) { throw file.fault(failure.message, line: line) }
                guard found.kind(row, 0) == .string, found.kind(row, 1) == .string,
                    [.integer, .double].contains(found.kind(row, 2))
                else {
                    throw file.fault(
                        "this is no JSON object with 'text1', 'text2' and a number as 'score'", line: line,
                        hint: "Write {\"text1\": \"…\", \"text2\": \"…\", \"score\": 0.93}, a pair a line.")
                }
                try add(found.bytes(row, 0)[...], found.bytes(row, 1)[...], found.string(row, 2), line)
            }
        }
    }

    private mutating func readCells() throws {
        try LinePieces(path: file.path).forEachLine { line, number in
            guard !line.isEmpty else { return }
            let cells = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            if number == 1, line.elementsEqual("text1\ttext2\tscore".utf8) { return }
            guard cells.count == 3 else {
                throw file.fault(
                    "this line has \(cells.count) cells, not three", line: number,
                    hint: "Write text1, text2 and score, parted by tabs.")
            }
            try add(cells[0], cells[1], String(decoding: cells[2], as: UTF8.self), number)
        }
    }

    private mutating func add(
        _ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>, _ score: String, _ line: Int
    ) throws {
        guard let number = Float(score) else {
            throw file.fault("'\(JSONLine.excerpt(score, 40))' is no number", line: line)
        }
        guard (-1...1).contains(number) else {
            throw file.fault(
                "the score \(score) lies outside of -1 to 1", line: line,
                hint: "Bring scores there first, a cross-encoder's logits by the sigmoid.")
        }
        rows.append(digest(Digest128(ofText: first), Digest128(ofText: second)))
        scores.append(number)
        lines.append(UInt32(clamping: line))
    }
}
