import Hashing
import Testing

@Suite struct XXH3Tests {
    /// Values of the reference implementation (`xxh128sum`, `xxhsum -H3`).
    @Test func agreesWithTheReference() {
        let empty: [UInt8] = []
        #expect(XXH3.hash64(empty.span) == 0x2d06_8005_38d3_94c2)
        #expect(XXH3.hash128(empty.span).description == "99aa06d3014798d86001c324468d497f")
    }

    @Test func seedsMatter() {
        let bytes = [UInt8]("seed")
        #expect(XXH3.hash64(bytes.span, seed: 1) != XXH3.hash64(bytes.span))
        #expect(XXH3.hash128(bytes.span, seed: 1) != XXH3.hash128(bytes.span))
    }

    @Test(arguments: [UInt64(0), 42])
    func columnsAreRowsInOneCall(seed: UInt64) {
        let bytes = [UInt8](pseudoRandom: 3000)
        let ends: [UInt32] = [0, 1, 1, 17, 300, 1000, 2999, 3000]
        let rows = zip([0] + ends, ends).map { Array(bytes[Int($0)..<Int($1)]) }
        #expect(XXH3.hash64(bytes: bytes, ends: ends, seed: seed) == rows.map { XXH3.hash64($0.span, seed: seed) })
        #expect(XXH3.hash128(bytes: bytes, ends: ends, seed: seed) == rows.map { XXH3.hash128($0.span, seed: seed) })
        #expect(XXH3.hash64(bytes: [], ends: []).isEmpty)
    }

    @Test func combiningKeepsTheOrder() {
        #expect(XXH3.hash64(1, 2) != XXH3.hash64(2, 1))
        let bytes: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]
        #expect(XXH3.hash64(1, 2) == XXH3.hash64(bytes.span))
    }

    @Test(arguments: [1, 7, 64, 257, 5000])
    func streamsAreOnePiece(size: Int) {
        let bytes = [UInt8](pseudoRandom: 5000)
        let stream = XXH3Stream(seed: 9)
        for start in stride(from: 0, to: bytes.count, by: size) {
            stream.update(bytes.span.extracting(start..<min(start + size, bytes.count)))
        }
        #expect(stream.hash64 == XXH3.hash64(bytes.span, seed: 9))
        #expect(stream.hash128 == XXH3.hash128(bytes.span, seed: 9))
    }

    @Test func anEmptyStreamIsTheEmptyHash() {
        #expect(XXH3Stream().hash64 == 0x2d06_8005_38d3_94c2)
        #expect(XXH3Stream().hash128.description == "99aa06d3014798d86001c324468d497f")
    }

    @Test func digestsSortAsTheirBytes() {
        let digests = (0..<50).map { XXH3.hash128([UInt8($0)].span) }
        let byBytes = digests.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        #expect(digests.sorted() == byBytes)
        #expect(Digest128(high: 0x0102, low: 3).bytes == [0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 3])
        #expect(Digest128(high: 0, low: 0xf).description == "0000000000000000000000000000000f")
    }
}
