import CurateCore
import Testing

/// Rows placed into batches, against a checker that compares every two rows of a step.
struct BatchPlacementTests {
    private struct Row {
        var own: [UInt64]
        var negatives: [UInt64]
        var type: UInt64
    }

    /// - Parameter codes: how many there are; few make a dense corpus.
    private static func rows(_ count: Int, codes: Int, seed: UInt64) -> [Row] {
        (0..<count).map { number in
            var random = KeyedRandom(seed: seed, purpose: .init("test"), number: UInt64(number))
            let own = (0..<2).map { _ in random.next() % UInt64(codes) + 1 }
            let negatives = (0..<3).map { _ in random.next() % UInt64(codes) + 1 }
            return Row(own: own, negatives: negatives, type: random.next() % 2)
        }
    }

    private static func place(_ rows: [Row], _ layout: BatchLayout, seed: UInt64 = 7) -> BatchPlacement {
        var members = BatchMembers()
        for (number, row) in rows.enumerated() {
            var random = KeyedRandom(seed: seed, purpose: .init("rank"), number: UInt64(number))
            members.append(
                Ordinal(file: 0, line: number), rank: random.next(), type: row.type, own: row.own,
                negatives: row.negatives)
        }
        return BatchPlacement(members, layout: layout, seed: seed)
    }

    private static func conflict(_ first: Row, _ second: Row) -> Bool {
        !Set(first.own).isDisjoint(with: second.own + second.negatives)
            || !Set(second.own).isDisjoint(with: first.negatives)
    }

    /// Pairs of rows in conflict within the steps.
    private static func conflicts(_ rows: [Row], _ placement: BatchPlacement, _ layout: BatchLayout) -> Int {
        stride(from: 0, to: placement.placed, by: layout.members).reduce(0) { sum, start in
            let step = placement.order[start..<start + layout.members]
            return sum
                + step.reduce(0) { sum, row in
                    sum + step.count { $0 < row && conflict(rows[$0], rows[row]) }
                }
        }
    }

    @Test(
        arguments: [20, 200, 5000],
        [BatchLayout(size: 16), BatchLayout(size: 8, accumulate: 3), .init(size: 16, copies: 2)])
    func stepsAreFreeOfConflicts(_ codes: Int, _ layout: BatchLayout) {
        let rows = Self.rows(700, codes: codes, seed: UInt64(codes))
        let placement = Self.place(rows, layout)
        #expect(placement.placed % layout.members == 0)
        #expect(Self.conflicts(rows, placement, layout) == 0)
        #expect(placement.order.sorted() == Array(rows.indices), "every row once")
        #expect(placement.conflicted.isSubset(of: placement.order[placement.placed...]))
    }

    @Test func aSparseCorpusIsPlacedButForLessThanOneStep() {
        let rows = Self.rows(1000, codes: 1 << 40, seed: 3)
        let placement = Self.place(rows, BatchLayout(size: 64))
        #expect(placement.placed == 960)
    }

    @Test func aComponentGoesOncePerStep() {
        let rows = (0..<640).map { Row(own: $0 % 10 == 0 ? [1] : [UInt64($0) + 2], negatives: [], type: 0) }
        let placement = Self.place(rows, BatchLayout(size: 10))
        #expect(placement.placed == 640)
        #expect(Self.conflicts(rows, placement, BatchLayout(size: 10)) == 0)
    }

    @Test func homogeneousStepsHoldOneType() {
        let layout = BatchLayout(size: 16, homogeneous: true)
        let rows = Self.rows(500, codes: 1 << 40, seed: 5)
        let placement = Self.place(rows, layout)
        for start in stride(from: 0, to: placement.placed, by: 16) {
            #expect(Set(placement.order[start..<start + 16].map { rows[$0].type }).count == 1)
        }
        #expect(placement.placed > 450)
    }

    @Test func anotherSeedMakesOtherBatches() {
        let rows = Self.rows(300, codes: 1000, seed: 9)
        let first = Self.place(rows, BatchLayout(size: 16))
        #expect(first.order == Self.place(rows, BatchLayout(size: 16)).order)
        #expect(first.order != Self.place(rows, BatchLayout(size: 16), seed: 8).order)
    }
}
