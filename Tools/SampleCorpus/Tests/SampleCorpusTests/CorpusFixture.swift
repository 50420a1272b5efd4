import Foundation

@testable import SampleCorpus

/// The corpus made once for all tests, and its files as a reader sees them.
struct CorpusFixture {
    static let content = Result { try Content.bundled() }
    static let corpus = content.map { Corpus.make($0, seed: Corpus.defaultSeed) }

    /// A line that can be read: two texts and a label.
    struct Row {
        let file: String
        let line: Int
        let first: String
        let second: String
        let label: String

        var place: String { "\(file):\(line)" }
        var pairKey: String { MatchKey.of(first, second) }
        var texts: [String] { [first, second] }
    }

    /// A line of the ledger.
    struct Entry {
        let place: String
        let kind: DirtKind
        let note: String
        /// The line that the entry repeats or contradicts.
        var of: String? {
            note.split(separator: ";").first.flatMap { $0.hasPrefix("of ") ? String($0.dropFirst(3)) : nil }
        }
    }

    let files: [String: [UInt8]]
    let rows: [Row]
    let entries: [Entry]

    init() throws {
        files = Dictionary(uniqueKeysWithValues: try CorpusFixture.corpus.get().files.map { ($0.name, $0.bytes) })
        rows = Split.allCases.flatMap { [files] in CorpusFixture.rows($0.file, files[$0.file] ?? []) }
        entries = CorpusFixture.entries(files["dirt.tsv"] ?? [])
    }

    /// The raw lines of a file, without their LF.
    func lines(_ split: Split) -> [[UInt8]] { CorpusFixture.lines(files[split.file] ?? []) }

    /// The places of all entries of some kinds.
    func places(_ kinds: DirtKind..., in file: String? = nil) -> Set<String> {
        Set(entries.filter { kinds.contains($0.kind) && (file.map($0.place.hasPrefix) ?? true) }.map(\.place))
    }

    func rows(_ split: Split) -> [Row] { rows.filter { $0.file == split.file } }

    private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map(Array.init)
    }

    private static func rows(_ file: String, _ bytes: [UInt8]) -> [Row] {
        lines(bytes).enumerated().compactMap { index, bytes in
            guard let line = String(validating: bytes, as: UTF8.self) else { return nil }
            let text =
                line.unicodeScalars.last == "\r"
                ? String(String.UnicodeScalarView(line.unicodeScalars.dropLast())) : line
            let columns = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard columns.count == 3, ["0", "1"].contains(columns[2]) else { return nil }
            return Row(file: file, line: index + 1, first: columns[0], second: columns[1], label: columns[2])
        }
    }

    private static func entries(_ bytes: [UInt8]) -> [Entry] {
        lines(bytes).dropFirst().compactMap { bytes in
            let columns = String(decoding: bytes, as: UTF8.self).split(
                separator: "\t", omittingEmptySubsequences: false)
            guard columns.count == 4, let kind = DirtKind(rawValue: String(columns[2])) else { return nil }
            return Entry(place: "\(columns[0]):\(columns[1])", kind: kind, note: String(columns[3]))
        }
    }
}
