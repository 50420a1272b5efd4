internal import TextNormalization

/// The ideographs that only traditional text has: simplification changes them and GB 2312 lacks them.
///
/// ICU's Hant-Hans alone would not do: it also changes characters that simplified text has in words of their own, such
/// as the `著` of `著名` and the `俱` of `俱乐部`.
struct TraditionalCharacters: Sendable {
    private static let block: ClosedRange<UInt32> = 0x4E00...0x9FFF
    /// One bit for each ideograph of the block.
    private var bits = [UInt64](repeating: 0, count: Self.block.count / 64 + 1)

    init() throws {
        let script = try TextNormalizer(NormalizationRules(script: .simplified))
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        for scalar in Self.block {
            bytes += [0xE0 | UInt8(scalar >> 12), 0x80 | UInt8(scalar >> 6 & 0x3F), 0x80 | UInt8(scalar & 0x3F)]
            ends.append(UInt32(bytes.count))
        }
        let changes = script.normalize(bytes: bytes, ends: ends).changes
        let simplified = try Self.simplifiedSet()
        for (scalar, change) in zip(Self.block, changes) where change.contains(.script) {
            if !simplified.contains(scalar) { insert(scalar) }
        }
    }

    /// The ideographs of GB 2312, decoded from all of its rows.
    private static func simplifiedSet() throws -> Set<UInt32> {
        var pairs: [UInt8] = []
        for row in UInt8(0xB0)...0xF7 {
            for cell in UInt8(0xA1)...0xFE { pairs += [row, cell] }
        }
        var decoded: [UInt8] = []
        try EncodingConverter(from: "GB2312", onInvalid: .substitute).convert(pairs.span, into: &decoded, last: true)
        return Set(String(decoding: decoded, as: UTF8.self).unicodeScalars.map(\.value))
    }

    private mutating func insert(_ scalar: UInt32) {
        let place = Int(scalar - Self.block.lowerBound)
        bits[place / 64] |= 1 << UInt64(place % 64)
    }

    func contains(_ scalar: UInt32) -> Bool {
        guard Self.block.contains(scalar) else { return false }
        let place = Int(scalar - Self.block.lowerBound)
        return bits[place / 64] >> UInt64(place % 64) & 1 == 1
    }
}
