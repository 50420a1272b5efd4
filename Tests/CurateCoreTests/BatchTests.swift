import CurateCore
import Testing

/// Columns that a batch may do without keep step with the others.
@Suite struct BatchTests {
    private static func batch(_ count: Int, from first: Int = 0) -> Batch {
        var batch = Batch()
        for number in first..<first + count {
            batch.append(
                id: RecordID(high: 0, low: UInt64(number)), ordinal: Ordinal(file: 0, line: number + 1), source: 0,
                split: .train, label: .unlabelled, a: [], b: [])
        }
        return batch
    }

    private static let origin = Origin(
        .paraphrase, teacher: 1, cosine: 0.5, parent: RecordID(high: 3, low: 4), seed: 5)

    @Test func theyAreEmptyUnlessUsed() {
        var batch = Self.batch(3)
        batch.append(contentsOf: Self.batch(2, from: 3))
        batch.append(0, of: batch)
        #expect(batch.origins.isEmpty && batch.scores.isEmpty)
        #expect(batch.origin(5) == .published && batch.score(5).isNaN)
        #expect(batch.footprint == Self.batch(6).footprint)
    }

    @Test func theyAreAsLongAsTheOthers() {
        var batch = Self.batch(3)
        batch.setOrigin(Self.origin, of: 1)
        batch.append(contentsOf: Self.batch(2, from: 3))
        batch.append(
            id: RecordID(high: 0, low: 9), ordinal: Ordinal(file: 0, line: 10), source: 0, split: .train,
            label: .unlabelled, a: [], b: [])
        #expect(
            (0..<6).map { batch.origin($0).kind } == [.published, .paraphrase] + Array(repeating: .published, count: 4))
        #expect(batch.origins.count == 6 && batch.scores.isEmpty)
        var later = Self.batch(2)
        later.append(contentsOf: batch)
        later.append(1, of: batch)
        #expect(later.origins.count == 9 && later.origin(3) == Self.origin && later.origin(8) == Self.origin)
        later.setScore(0.5, of: 0)
        later.append(contentsOf: batch)
        #expect(later.scores.count == 15 && later.score(0) == 0.5 && later.score(14).isNaN)
        #expect(later.gather([3, 0]).origins == [Self.origin, .published])
        #expect(later.gather([3, 0]).score(1) == 0.5)
    }
}
