/// The list of all dirt: file, line, kind and note.
struct Ledger {
    struct Entry {
        let split: Split
        let line: Int
        let kind: DirtKind
        let note: String
    }

    let entries: [Entry]

    init(_ lines: [Split: [Line]]) {
        let places = Ledger.places(lines)
        entries = Split.allCases.flatMap { split in
            (lines[split] ?? []).enumerated().compactMap { index, line in
                line.dirt.map { dirt in
                    let of = dirt.of.flatMap { places[$0] }.map { "of \($0)" }
                    let note = [of, dirt.note.isEmpty ? nil : dirt.note].compactMap { $0 }.joined(separator: "; ")
                    return Entry(split: split, line: index + 1, kind: dirt.kind, note: note)
                }
            }
        }
    }

    private static func places(_ lines: [Split: [Line]]) -> [Int: String] {
        Split.allCases.reduce(into: [:]) { places, split in
            for (index, line) in (lines[split] ?? []).enumerated() { places[line.id] = "\(split.file):\(index + 1)" }
        }
    }

    /// The ledger as a table with a header.
    var text: String {
        let rows = entries.map { "\($0.split.file)\t\($0.line)\t\($0.kind.rawValue)\t\($0.note)" }
        return (["file\tline\tkind\tnote"] + rows).joined(separator: "\n") + "\n"
    }

    func count(_ kind: DirtKind, _ split: Split) -> Int {
        entries.count { $0.kind == kind && $0.split == split }
    }
}
