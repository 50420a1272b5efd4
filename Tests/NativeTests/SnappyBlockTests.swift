import Compression
import Testing

/// Blocks by hand, after Snappy's description of its format.
@Suite struct SnappyBlockTests {
    @Test func literalsAndCopies() throws {
        // "abcd", then 8 bytes from 4 before.
        let block: [UInt8] = [12, 3 << 2, 97, 98, 99, 100, (8 - 4) << 2 | 1, 4]
        #expect(try SnappyBlock.unpack(block[...], size: 12) == Array("abcdabcdabcd".utf8))
        // The same copy with a distance of two bytes.
        let wide: [UInt8] = [12, 3 << 2, 97, 98, 99, 100, (8 - 1) << 2 | 2, 4, 0]
        #expect(try SnappyBlock.unpack(wide[...], size: 12) == Array("abcdabcdabcd".utf8))
    }

    @Test func aLongLiteral() throws {
        let text = [UInt8](repeating: 120, count: 100)
        #expect(try SnappyBlock.unpack(([100, 60 << 2, 99] + text)[...], size: 100) == text)
    }

    @Test(
        arguments: [
            [], [4], [4, 3 << 2, 97], [4, 1, 1], [4, 3 << 2, 97, 98, 99, 100, 0, 97], [2, 3 << 2, 97, 98, 99, 100],
            [8, 3 << 2, 97, 98, 99, 100, 1, 9], [8, 3 << 2, 97, 98, 99, 100, 1, 0],
        ] as [[UInt8]])
    func refusesDamage(block: [UInt8]) {
        #expect(throws: CompressionFailure.self) { try SnappyBlock.unpack(block[...], size: Int(block.first ?? 0)) }
    }
}
