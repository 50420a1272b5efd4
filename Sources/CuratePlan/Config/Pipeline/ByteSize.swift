import CurateCore

/// Sizes such as `64MiB`, `10 MB`, `512k` or `1048576`.
enum ByteSize {
    static func parse(_ text: String) -> Int? {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        guard let factor = units[unit], let number = Double(digits) else { return nil }
        let bytes = (number * factor).rounded()
        return bytes >= 1 && bytes < 0x1p62 ? Int(bytes) : nil
    }

    private static let units: [String: Double] = [
        "": 1, "b": 1,
        "k": 1024, "kib": 1024, "kb": 1e3,
        "m": 0x1p20, "mib": 0x1p20, "mb": 1e6,
        "g": 0x1p30, "gib": 0x1p30, "gb": 1e9,
    ]
}

extension YAMLNode {
    func readByteSize(_ name: String, _ issues: Issues) -> Int? {
        if let scalar, let size = ByteSize.parse(scalar.text) { return size }
        return refuse(name, "a size such as 64MiB or 10MB", issues)
    }
}
