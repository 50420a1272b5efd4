import CurateCore
import Testing

@testable import CurateEngine

@Suite struct BatchCodecTests {
    static func batch(_ count: Int, keys: Bool) -> Batch {
        var batch = Batch(role: .heldOut)
        for row in 0..<count {
            let (a, b) = (Array("第\(row)题怎么做".utf8), row % 3 == 0 ? [] : Array("如何解第\(row)题？".utf8))
            batch.append(
                id: RecordID(high: UInt64(row), low: ~UInt64(row)), ordinal: Ordinal(file: 2, line: row + 1, sub: 1),
                source: UInt16(row % 4), split: row % 2 == 0 ? .dev : .test, label: Label(.ordinal, Float(row) / 2),
                a: a[...], b: b[...], flags: row % 5 == 0 ? .single : [])
            guard keys else { continue }
            batch.a.key.append("题\(row)")
            batch.b.key.append("")
        }
        return batch
    }

    private static func bytes(_ batch: Batch, _ rows: [Int], keys: Bool) -> [UInt8] {
        var bytes: [UInt8] = [1, 2, 3]
        BatchCodec.encode(batch, rows: rows.span, keys: keys, into: &bytes)
        return bytes
    }

    @Test(arguments: [true, false]) func rowsComeBackInTheirOrder(keys: Bool) throws {
        let batch = Self.batch(40, keys: true)
        let rows = [39, 3, 3, 0, 17]
        var offset = 3
        let stored = Self.bytes(batch, rows, keys: keys)
        let found = try BatchCodec.decode(stored, at: &offset)
        #expect(offset == stored.count)
        let expected = batch.gather(rows)
        #expect(found.role == .heldOut && found.ids == expected.ids && found.ordinals == expected.ordinals)
        #expect(found.sources == expected.sources && found.splits == expected.splits)
        #expect(found.labels == expected.labels && found.copies == expected.copies && found.flags == expected.flags)
        #expect(found.a.text == expected.a.text && found.b.text == expected.b.text)
        #expect(found.hasKeys == keys)
        if keys { #expect(found.a.key == expected.a.key && found.b.key == expected.b.key) }
    }

    @Test func aBatchWithoutRowsIsStoredToo() throws {
        var offset = 3
        let found = try BatchCodec.decode(Self.bytes(Self.batch(5, keys: true), [], keys: true), at: &offset)
        #expect(found.isEmpty)
    }

    /// Columns that most batches do without, with every combination of them.
    @Test(arguments: [true, false], [true, false]) func optionalColumnsComeBack(origins: Bool, scores: Bool) throws {
        var batch = Self.batch(9, keys: true)
        let origin = Origin(.changedFact, teacher: 3, cosine: 0.5, parent: RecordID(high: 1, low: 2), seed: 9)
        if origins { batch.setOrigin(origin, of: 4) }
        if scores { batch.setScore(0.25, of: 5) }
        var offset = 3
        let found = try BatchCodec.decode(Self.bytes(batch, [5, 4, 0], keys: true), at: &offset)
        #expect(found.origins.isEmpty == !origins && found.scores.isEmpty == !scores)
        #expect((0..<3).map(found.origin) == [.published, origins ? origin : .published, .published])
        #expect(found.score(1).isNaN && found.score(0).isNaN == !scores)
        #expect(found.a.key == batch.a.key.gather([5, 4, 0]))
    }

    @Test func whatIsCutShortIsRefused() {
        var batch = Self.batch(3, keys: true)
        batch.setOrigin(.published, of: 0)
        batch.setScore(1, of: 2)
        let stored = Self.bytes(batch, [0, 1, 2], keys: true)
        for length in 3..<stored.count {
            var offset = 3
            #expect(throws: StoredDataFailure.self) {
                try BatchCodec.decode(Array(stored[..<length]), at: &offset)
            }
        }
    }
}
