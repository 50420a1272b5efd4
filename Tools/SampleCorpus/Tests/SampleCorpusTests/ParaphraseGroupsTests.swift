import Testing

@testable import SampleCorpus

@Suite struct ParaphraseGroupsTests {
    private func groups(_ count: Int) throws -> [ParaphraseGroups.Group] {
        var source = ParaphraseGroups(try CorpusFixture.content.get(), seed: Corpus.defaultSeed)
        var groups: [ParaphraseGroups.Group] = []
        let written = source.write(count) { groups.append($0) }
        #expect(written == count)
        return groups
    }

    @Test func groupsHaveSeveralDifferentSentences() throws {
        let groups = try groups(1200)
        #expect(groups.allSatisfy { !$0.sentences.isEmpty && Set($0.sentences).count == $0.sentences.count })
        #expect(groups.count { $0.sentences.count >= 8 } > groups.count / 2)
        #expect(Set(groups.map(\.intent)).count > 200)
    }

    @Test func noGroupHoldsASentenceOfDevOrTest() throws {
        let fixture = try CorpusFixture()
        let held = Set((fixture.rows(.dev) + fixture.rows(.test)).flatMap(\.texts).map(MatchKey.of))
        let leaked = try groups(1200).flatMap(\.sentences).filter { held.contains(MatchKey.of($0)) }
        #expect(leaked.isEmpty)
    }
}
