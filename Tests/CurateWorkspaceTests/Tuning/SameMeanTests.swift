import CurateWorkspace
import Testing

@Suite struct SameMeanTests {
    /// Looking at every window finds the same.
    @Test(arguments: [0.95, 0.9, 0.731, 0.5, 0.2, 0.05, -1], [1, 4])
    func findsTheNearestWindow(target: Double, count: Int) {
        let means: [Double] = (1...200).map { (rank: Int) -> Double in
            let drop: Double = rank > 100 ? 0.1 : 0
            return 1 / (1 + Double(rank) / 40) - drop
        }
        let distances: [Double] = means.map { abs($0 - target) }
        let last = 200 - count + 1
        var asked = 0
        let found = SameMean(target: target, count: count, lastRank: 200).nearest { rank in
            asked += 1
            #expect((1...last).contains(rank))
            return means[rank - 1]
        }
        let best = (1...last).min { distances[$0 - 1] < distances[$1 - 1] }
        #expect(found == best)
        #expect(asked <= 18)
    }

    /// A corpus may end before the ranks do.
    @Test func aRankingThatEndsIsNoTrap() {
        let search = SameMean(target: 0.3, count: 2)
        let found = search.nearest { (rank: Int) -> Double? in rank <= 5 ? 0.9 - Double(rank) / 100 : nil }
        #expect(found == 5)
        let nothing = search.nearest { (_: Int) -> Double? in nil }
        #expect(nothing == 1)
    }
}
