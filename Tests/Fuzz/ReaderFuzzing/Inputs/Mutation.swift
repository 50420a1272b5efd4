import CurateCore

/// Damages bytes at random, as files are damaged and as their writers go wrong.
struct Mutation {
    /// Pieces to put in.
    let tokens: [[UInt8]]
    /// Other inputs to take pieces of.
    let others: [[UInt8]]

    /// What any text can hold by mistake.
    private static let strays: [[UInt8]] = [
        [0], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [13], [10], [13, 10], [9], [32], [0x1A], [0x0B], [0x7F],
        [0xE2, 0x80, 0xA8], [0xC2, 0x85], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xED, 0xB0, 0x80],
        [0xF4, 0x90, 0x80, 0x80], [0xE6], [0xE6, 0x88], [0x80], [0xFF], [0xF0, 0x9F, 0x98, 0x80],
        [0x81, 0x30, 0x81, 0x30],
        [0xEF, 0xBF, 0xBD], Array("\\".utf8), Array("\"".utf8),
    ]

    func callAsFunction(_ bytes: inout [UInt8], _ random: inout KeyedRandom) {
        for _ in 0..<(1 + random.below(random.pick([1, 3, 12]))) { change(&bytes, &random) }
    }

    private func change(_ bytes: inout [UInt8], _ random: inout KeyedRandom) {
        let place = random.below(bytes.count + 1)
        switch random.below(12) {
        case 0, 1: flip(&bytes, place, &random)
        case 2: bytes.removeSubrange(stretch(bytes, place, &random))
        case 3: random.below(2) == 0 ? bytes.removeLast(bytes.count - place) : bytes.removeFirst(place / 4)
        case 4: bytes.insert(contentsOf: Array(bytes[stretch(bytes, place, &random)]), at: place)
        case 5: splice(&bytes, place, &random)
        case 6, 7: bytes.insert(contentsOf: random.pick(Self.strays), at: place)
        case 8, 9, 10: bytes.insert(contentsOf: token(&random), at: place)
        default: bytes.insert(contentsOf: long(&random), at: place)
        }
    }

    private func token(_ random: inout KeyedRandom) -> [UInt8] {
        tokens.isEmpty ? random.pick(Self.strays) : random.pick(tokens)
    }

    private func flip(_ bytes: inout [UInt8], _ place: Int, _ random: inout KeyedRandom) {
        if place < bytes.count { bytes[place] ^= 1 << UInt8(random.below(8)) }
    }

    private func stretch(_ bytes: [UInt8], _ place: Int, _ random: inout KeyedRandom) -> Range<Int> {
        place..<min(bytes.count, place + 1 + random.below(random.pick([4, 40, 400])))
    }

    private func splice(_ bytes: inout [UInt8], _ place: Int, _ random: inout KeyedRandom) {
        let other = random.pick(others)
        bytes.insert(contentsOf: other[stretch(other, random.below(other.count + 1), &random)], at: place)
    }

    /// A field beyond what rows usually have, seldom beyond what is looked at for an encoding.
    private func long(_ random: inout KeyedRandom) -> [UInt8] {
        let piece = random.below(2) == 0 ? token(&random) : random.pick(Self.strays + [Array("长".utf8)])
        let size = random.below(40) == 0 ? 90_000 : random.pick([10, 200, 1500])
        return Array(repeatElement(piece, count: 1 + size / max(1, piece.count)).joined())
    }
}
