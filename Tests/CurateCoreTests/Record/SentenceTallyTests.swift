import CurateCore
import Testing

@Suite struct SentenceTallyTests {
    private let roster = Roster(
        sources: [("afqmc", "train"), ("lcqmc", "train"), ("afqmc", "extra")].map { corpus, split in
            SourceInfo(corpus: corpus, split: split, role: .train, heldOut: false, scale: .binary)
        })

    @Test func countsBySourceAndComesBackFromItsBytes() {
        var tally = SentenceTally()
        tally.add(2, 70_000)
        tally.add(1)
        tally.add(2)
        tally.add(0)
        #expect(tally.parts.map(\.source) == [0, 1, 2])
        #expect(tally.parts.map(\.records) == [1, 1, 70_001])
        #expect(tally.records == 70_003)
        #expect(SentenceTally(tally.bytes.span) == tally)
    }

    @Test func corporaAreNamedOnceWithAllTheirSources() {
        var tally = SentenceTally()
        for source in [2, 1, 0, 0] as [UInt16] { tally.add(source) }
        let corpora = tally.corpora(roster)
        #expect(corpora.map(\.name) == ["afqmc", "lcqmc"])
        #expect(corpora.map(\.records) == [3, 1])
    }
}
