/// What stands in a page for characters that nobody sees, or that could turn the text around them.
enum VisibleCharacter {
    /// nil for a character that shows itself.
    static func symbol(for scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0..<0x20: return picture(0x2400 + scalar.value)
        case 0x7F: return picture(0x2421)
        default: break
        }
        // Letters and signs of common texts need no look at Unicode's tables.
        if (0x3001..<0xE000).contains(scalar.value) || scalar.isASCII { return nil }
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

    private static func picture(_ value: UInt32) -> String { Unicode.Scalar(value).map { String(Character($0)) } ?? "" }

    private static func code(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
