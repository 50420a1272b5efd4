/// What is left of a text once width, case, punctuation, blanks and invisible characters are ignored.
public enum MatchKey {
    /// The key of a text.
    public static func of(_ text: String) -> String {
        var key = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isPlain(scalar) {
                key.append(scalar)
            } else {
                append(scalar, to: &key)
            }
        }
        return String(key)
    }

    /// Ideographs and ASCII digits and small letters stand for themselves.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x4E00...0x9FFF, 0x30...0x39, 0x61...0x7A: true
        default: false
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to key: inout String.UnicodeScalarView) {
        let properties = narrow(scalar).properties
        guard properties.isAlphabetic || properties.numericType != nil else { return }
        key.append(contentsOf: properties.lowercaseMapping.unicodeScalars)
    }

    /// The key of an unordered pair.
    public static func of(_ first: String, _ second: String) -> String {
        let (one, two) = (of(first), of(second))
        return one.utf8.lexicographicallyPrecedes(two.utf8) ? "\(one)\t\(two)" : "\(two)\t\(one)"
    }

    /// The half-width form of a full-width character.
    private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    }
}
