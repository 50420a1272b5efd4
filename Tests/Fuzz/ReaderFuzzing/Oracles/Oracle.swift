import CurateCore
import TextNormalization

/// A plain reading of whole rows, with which the reader's is compared.
protocol Oracle: Sendable {
    func problems(_ bytes: [UInt8], _ layout: CorpusLayout, _ labels: LabelRules, _ found: ReadOutcome) -> [String]
}

/// What should come of a row.
enum ExpectedRow: Hashable, CustomStringConvertible {
    case record(a: String, b: String, value: Float)
    case rejected(String)

    var description: String {
        switch self {
        case .record(let a, let b, let value): "\(a.debugDescription) \(b.debugDescription) \(value)"
        case .rejected(let rule): rule
        }
    }
}

extension ReadOutcome {
    /// Where rows differ from what they should be; the first few.
    func problems(expecting expected: [Int: ExpectedRow]) -> [String] {
        var found: [Int: ExpectedRow] = [:]
        for record in records { found[record.line] = .record(a: record.a, b: record.b, value: record.label.value) }
        for rejection in rejections { found[rejection.line] = .rejected(rejection.rule) }
        let lines = Set(found.keys).union(expected.keys).sorted()
        return lines.filter { found[$0] != expected[$0] }.prefix(3).map { line in
            let (wanted, got) = (expected[line]?.description ?? "no row", found[line]?.description ?? "no row")
            return "line \(line): \(wanted) was read as \(got)"
        }
    }
}

/// A file's text, decoded in one go.
struct WholeText {
    var bytes: [UInt8]
    /// Where something was replaced.
    var damage: [Int] = []

    /// nil where the file's bytes do not say how they are to be read.
    init?(_ file: [UInt8], declared: String?) {
        let magic = Array(file.prefix(4))
        if magic.starts(with: [0x1F, 0x8B]) || magic.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return nil }
        if magic.count == 4 && magic[0] & 0xF0 == 0x50 && magic[1...] == [0x2A, 0x4D, 0x18] { return nil }
        let marked = EncodingDetector.detect(magic.span)
        let name = marked.evidence == .byteOrderMark ? marked.name : declared
        guard let name else { return nil }
        bytes = marked.name == "UTF-8" && marked.evidence == .byteOrderMark ? Array(file.dropFirst(3)) : file
        if name.lowercased() == "utf-8" { return }
        guard let converter = try? EncodingConverter(from: name, onInvalid: .substitute) else { return nil }
        bytes = []
        guard (try? converter.convert(file.span, into: &bytes, last: true)) != nil else { return nil }
        damage = converter.takeReplacementPlaces()
    }

    func isDamaged(_ range: Range<Int>) -> Bool {
        damage.contains { range.contains($0) } || String(validating: bytes[range], as: UTF8.self) == nil
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// White space alone is no row, but for delimiters.
    func isBlank(_ range: Range<Int>, delimiter: UInt8?) -> Bool {
        bytes[range].allSatisfy { $0 != delimiter && ($0 == 32 || (9...13).contains($0)) }
    }

    /// A row of two texts and a label.
    func row(_ fields: [String], _ labels: LabelRules) -> ExpectedRow {
        guard fields.count == 3 else { return .rejected("ragged_row") }
        switch labels.read(fields[2]) {
        case .label(let label): return .record(a: fields[0], b: fields[1], value: label.value)
        case .unlabelled: return .rejected("unlabelled")
        case .unknown: return .rejected("bad_label")
        }
    }
}
