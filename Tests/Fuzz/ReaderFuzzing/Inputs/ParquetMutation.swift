import CurateCore

/// Damages a Parquet file so that its reader gets beyond the first check: numbers in the footer and in heads of pages,
/// and the footer as a whole, with a length that fits it.
struct ParquetMutation {
    let plain: Mutation

    /// Numbers that mean something, as Thrift's compact protocol has them.
    static let numbers: [[UInt8]] = [
        0, 1, 2, 3, 4, 6, 12, 16, 126, 127, 1 << 13, 1 << 25, 1 << 29, 1 << 32, (1 << 32) - 1, 1 << 33, .max - 1, .max,
    ].map { varint($0) }

    func callAsFunction(_ bytes: inout [UInt8], _ random: inout KeyedRandom) {
        guard let footer = Self.footer(of: bytes), random.below(4) > 0 else { return plain(&bytes, &random) }
        switch random.below(6) {
        case 0, 1: change(footer, of: &bytes) { plain(&$0, &random) }
        case 2: change(footer, of: &bytes) { for _ in 0...random.below(3) { replaceNumber(in: &$0, &random) } }
        case 3: for _ in 0...random.below(3) { overwrite(0..<footer.lowerBound, of: &bytes, &random) }
        case 4: for _ in 0...random.below(6) { flip(0..<footer.lowerBound, of: &bytes, &random) }
        default: changeLength(of: &bytes, &random)
        }
    }

    /// Where the footer is; nil where the file's end does not say.
    private static func footer(of bytes: [UInt8]) -> Range<Int>? {
        guard bytes.count >= 12 else { return nil }
        let length = bytes.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        return length <= bytes.count - 12 ? bytes.count - 8 - length..<bytes.count - 8 : nil
    }

    private func change(_ footer: Range<Int>, of bytes: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
        var part = Array(bytes[footer])
        body(&part)
        let length = (0..<4).map { UInt8(truncatingIfNeeded: part.count >> (8 * $0)) }
        bytes.replaceSubrange(footer.lowerBound..<footer.upperBound + 4, with: part + length)
    }

    private func replaceNumber(in part: inout [UInt8], _ random: inout KeyedRandom) {
        guard !part.isEmpty else { return }
        let start = random.below(part.count)
        let end = part[start...].firstIndex { $0 < 128 } ?? part.count - 1
        part.replaceSubrange(start...end, with: random.pick(Self.numbers))
    }

    /// Of the same size as before, so that what follows stays where the footer says that it is.
    private func overwrite(_ range: Range<Int>, of bytes: inout [UInt8], _ random: inout KeyedRandom) {
        let start = random.below(range.count)
        let number = random.pick(Self.numbers).prefix(range.count - start)
        bytes.replaceSubrange(start..<start + number.count, with: number)
    }

    private func flip(_ range: Range<Int>, of bytes: inout [UInt8], _ random: inout KeyedRandom) {
        bytes[random.below(range.count)] ^= 1 << UInt8(random.below(8))
    }

    private func changeLength(of bytes: inout [UInt8], _ random: inout KeyedRandom) {
        let place = bytes.count - 8 + random.below(4)
        bytes[place] = random.pick([0, 1, 0x7F, 0x80, 0xFF, bytes[place] &+ 1, bytes[place] &- 1])
    }

    private static func varint(_ number: UInt64) -> [UInt8] {
        var (bytes, rest): ([UInt8], UInt64) = ([], number)
        while rest > 127 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
