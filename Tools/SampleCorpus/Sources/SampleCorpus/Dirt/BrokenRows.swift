/// Rows that a reader must reject or survive; only in train. Each was a clean row before.
extension Soiler {
    mutating func breakRows(_ split: Split, clean: Int) {
        for kind in BrokenRow.kinds {
            times(kind, split, clean) { soiler, index in soiler.breakRow(kind, split, index) }
        }
    }

    private mutating func breakRow(_ kind: DirtKind, _ split: Split, _ index: Int) {
        guard let line = bench.reserve(split) else { return }
        let broken = BrokenRow(kind: kind, line: line, longTexts: content.longTexts).make(index)
        bench.replace(line, split, broken.fields, bytes: broken.bytes, Dirt(kind, broken.note))
    }
}

/// How a row of one kind is broken.
struct BrokenRow {
    static let kinds: [DirtKind] = [.raggedRow, .badLabel, .emptyText, .longText, .nul, .invalidUTF8]

    let kind: DirtKind
    let line: Line
    let longTexts: [String]

    struct Broken {
        var fields: [String]
        var bytes: [UInt8]?
        var note: String
    }

    func make(_ index: Int) -> Broken {
        switch kind {
        case .raggedRow: ragged(index)
        case .badLabel: badLabel(index)
        case .emptyText: emptyText(index)
        case .longText: longText(index)
        case .nul: nul()
        default: invalidBytes(index)
        }
    }

    private func ragged(_ index: Int) -> Broken {
        switch index % 4 {
        case 0: Broken(fields: [line.first, line.second], note: "2 columns, no label")
        case 1: Broken(fields: line.fields + [""], note: "4 columns, the last empty")
        case 2: Broken(fields: [line.first, line.label], note: "2 columns, one text")
        default: Broken(fields: [line.first] + split(line.second) + [line.label], note: "4 columns, a tab in a text")
        }
    }

    private func split(_ text: String) -> [String] {
        let middle = text.index(text.startIndex, offsetBy: text.count / 2)
        return [String(text[..<middle]), String(text[middle...])]
    }

    private func badLabel(_ index: Int) -> Broken {
        let label = ["2", "是", "", "-1"][index % 4]
        return Broken(fields: [line.first, line.second, label], note: label.isEmpty ? "empty" : label)
    }

    private func emptyText(_ index: Int) -> Broken {
        let fields = index % 2 == 0 ? ["", line.second, "0"] : [line.first, "", "0"]
        return Broken(fields: fields, note: "column \(index % 2 + 1)")
    }

    private func longText(_ index: Int) -> Broken {
        let text = longTexts[index % longTexts.count]
        return Broken(fields: [text, line.second, "0"], note: "\(text.count) characters in column 1")
    }

    private func nul() -> Broken {
        Broken(fields: [split(line.first).joined(separator: "\0"), line.second, line.label], note: "column 1")
    }

    /// A lone surrogate written as three bytes, or a character cut after its first two.
    private func invalidBytes(_ index: Int) -> Broken {
        let bad: [UInt8] = index % 2 == 0 ? [0xED, 0xA0, 0x80] : [0xE4, 0xBD]
        let bytes = Array(line.first.utf8) + bad + Array("\t\(line.second)\t\(line.label)".utf8)
        return Broken(fields: line.fields, bytes: bytes, note: index % 2 == 0 ? "lone surrogate" : "cut character")
    }
}
