import TextNormalization

extension String {
    /// In UTF-16 or an encoding of one and two bytes; characters that it does not have are left out.
    func encoded(in name: String) -> [UInt8] {
        switch name {
        case "UTF-16LE": return utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case "UTF-16BE": return utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        default:
            let table = EncodingTable.table(of: name)
            return unicodeScalars.flatMap { $0.isASCII ? [UInt8($0.value)] : table[$0] ?? [] }
        }
    }
}

/// Characters by their two bytes, found by decoding all pairs there can be.
private enum EncodingTable {
    static func table(of name: String) -> [Unicode.Scalar: [UInt8]] {
        var table: [Unicode.Scalar: [UInt8]] = [:]
        for lead in UInt8(0x81)...0xFE {
            for trail in UInt8(0x40)...0xFE {
                guard let scalar = decode([lead, trail], name), table[scalar] == nil else { continue }
                table[scalar] = [lead, trail]
            }
        }
        return table
    }

    private static func decode(_ bytes: [UInt8], _ name: String) -> Unicode.Scalar? {
        guard let converter = try? EncodingConverter(from: name) else { return nil }
        var text: [UInt8] = []
        guard (try? converter.convert(bytes.span, into: &text, last: true)) != nil else { return nil }
        let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
        return scalars.count == 1 ? scalars.first : nil
    }
}
