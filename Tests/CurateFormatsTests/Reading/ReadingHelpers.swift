import CurateCore
import Files
import Testing

@testable import CurateFormats

/// A record as a test wants to see it.
struct Row: Hashable, CustomStringConvertible {
    var line: Int
    var sub = 0
    var a: String
    var b: String
    var label: Label
    var single = false

    init(_ line: Int, _ a: String, _ b: String, _ label: Label, sub: Int = 0, single: Bool = false) {
        self.line = line
        self.a = a
        self.b = b
        self.label = label
        self.sub = sub
        self.single = single
    }

    var description: String { "\(line).\(sub): \(a) | \(b) | \(label.scale) \(label.value)" }
}

extension ParsedRows {
    var records: [Row] {
        lines.indices.map {
            Row(lines[$0], a.string($0), b.string($0), labels[$0], sub: Int(subs[$0]), single: singles[$0])
        }
    }

    /// Rejections as `line:column rule`, in short.
    var refused: [String] { rejections.map { "\($0.line):\($0.column) \($0.rule)" } }

    /// Rows that made records.
    var rowsWithRecords: Int { subs.count { $0 == 0 } }
}

func binary(_ value: Float) -> Label { Label(.binary, value) }

/// A file that is gone with its owner.
final class TemporaryFile {
    let folder: String
    let path: String

    init(_ bytes: [UInt8], name: String = "rows.txt") throws {
        folder = try FileSystem.createTemporaryDirectory(prefix: "curate-formats")
        path = "\(folder)/\(name)"
        try bytes.write(to: path)
    }

    deinit { try? FileSystem.remove(folder) }
}

extension [UInt8] {
    func write(to path: String) throws {
        let writer = try FileWriter(path: path)
        try writer.write(self)
        try writer.publish(sync: false)
    }
}

let pairLayout = CorpusLayout(
    name: "pairs", format: .tsv, columns: [.a: .position(1), .b: .position(2), .label: .position(3)])

let binaryRules = LabelRules(scale: .binary, unlabelled: ["-"])

/// Everything that reading a file gives.
func read(
    file path: String, _ layout: CorpusLayout = pairLayout, labels: LabelRules = binaryRules, labelled: Bool = true,
    segment: SourceSegment? = nil, limits: ReadingLimits = ReadingLimits()
) throws -> ParsedRows {
    let reader = try CorpusFileReader(
        path: path, layout: layout, labels: labels, labelled: labelled, segment: segment, limits: limits)
    var rows = ParsedRows()
    while let chunk = try reader.nextChunk() { try reader.parse(chunk, into: &rows) }
    return rows
}

func read(
    _ bytes: [UInt8], _ layout: CorpusLayout = pairLayout, labels: LabelRules = binaryRules, labelled: Bool = true,
    limits: ReadingLimits = ReadingLimits()
) throws -> ParsedRows {
    let file = try TemporaryFile(bytes)
    return try withExtendedLifetime(file) {
        try read(file: file.path, layout, labels: labels, labelled: labelled, limits: limits)
    }
}

func read(
    _ text: String, _ layout: CorpusLayout = pairLayout, labels: LabelRules = binaryRules, labelled: Bool = true,
    limits: ReadingLimits = ReadingLimits()
) throws -> ParsedRows {
    try read(Array(text.utf8), layout, labels: labels, labelled: labelled, limits: limits)
}
