/// What stands in a page for characters that nobody sees, or that could turn the text around them.
enum VisibleCharacter {
    /// nil for a character that shows itself.
    static func symbol(for scalar: Unicode.Scalar) -> String? {
        if let name = names[scalar.value] { return "[\(name)]" }
        // Letters and signs of common texts need no look at Unicode's tables.
        if (0x3001..<0xE000).contains(scalar.value) || (0x20..<0x7F).contains(scalar.value) { return nil }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return "[\(code(scalar))]"
        default: return nil
        }
    }

    /// `U+202E RIGHT-TO-LEFT OVERRIDE`.
    static func name(of scalar: Unicode.Scalar) -> String {
        let name = scalar.properties.name ?? scalar.properties.nameAlias
        return code(scalar) + (name.map { " " + $0 } ?? "")
    }

    /// Those that people know by a name. Unicode's own pictures of them are in few fonts.
    private static let names: [UInt32: String] = [0: "NUL", 9: "TAB", 10: "LF", 13: "CR", 0x7F: "DEL"]

    private static func code(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
