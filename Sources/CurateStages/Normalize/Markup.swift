internal import CurateCore
internal import XMLReading

/// Takes HTML out of texts.
enum Markup: String, Sendable, CaseIterable {
    /// Leaves it.
    case keep
    /// Decodes entities; tags stay.
    case entities
    /// Decodes entities and removes tags.
    case text

    /// The column without its markup, and the rows that held some; nil where no row did.
    func removed(from column: TextColumn) -> (column: TextColumn, rows: [Int])? {
        guard self != .keep, column.bytes.contains(where: isMark) else { return nil }
        var rows: [Int] = []
        var texts = TextColumn()
        for row in 0..<column.count {
            let text = column.bytes[column.range(row)]
            guard text.contains(where: isMark) else { continue }
            let plain = plainText(text)
            guard plain[...] != text else { continue }
            rows.append(row)
            texts.append(plain[...])
        }
        return rows.isEmpty ? nil : (column.replacing(rows, with: texts), rows)
    }

    /// True for what markup of this kind cannot do without.
    private func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") && self == .text
    }

    private func plainText(_ text: ArraySlice<UInt8>) -> [UInt8] {
        HTMLText.plainText(self == .text ? Array(text) : Self.escapingTags(text))
    }

    /// The text with every `<` as an entity, so that decoding entities gives it back.
    private static func escapingTags(_ text: ArraySlice<UInt8>) -> [UInt8] {
        text.flatMap { $0 == UInt8(ascii: "<") ? Array("&lt;".utf8) : [$0] }
    }
}
