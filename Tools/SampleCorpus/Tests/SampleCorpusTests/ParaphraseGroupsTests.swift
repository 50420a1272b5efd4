import Testing

@testable import SampleCorpus

@Suite struct ParaphraseGroupsTests {
    private static let content = Result { try Content.wide() }
    private static let heldOut = CorpusFixture.corpus.map(\.heldOutKeys)

    private func groups(_ count: Int, _ split: Split = .train, seed: UInt64 = 1) throws -> [ParaphraseGroups.Group] {
        var source = try ParaphraseGroups(
            Self.content.get(), split: split, seed: seed, excluding: Self.heldOut.get())
        var groups: [ParaphraseGroups.Group] = []
        let written = source.write(count) { groups.append($0) }
        #expect(written == count)
        return groups
    }

    @Test func groupsHaveThreeToEightDifferentTexts() throws {
        let groups = try groups(2400)
        #expect(groups.allSatisfy { (3...8).contains($0.texts.count) })
        #expect(groups.allSatisfy { Set($0.texts.map(MatchKey.of)).count == $0.texts.count })
        #expect(groups.map(\.group) == Array(0..<2400))
    }

    @Test func groupsAreOfManyIntentsAndDomains() throws {
        let groups = try groups(2400)
        #expect(Set(groups.map(\.intent)).count > 320)
        #expect(Set(groups.map(\.domain)).count > 28)
    }

    @Test func sameSeedSameGroupsOtherSeedOtherGroups() throws {
        let texts = try [1, 1, 2].map { try groups(200, seed: $0).map(\.texts) }
        #expect(texts[0] == texts[1])
        #expect(texts[0] != texts[2])
    }

    @Test(arguments: [1, Corpus.defaultSeed]) func noGroupHoldsATextOfTheSamplesDevOrTest(seed: UInt64) throws {
        let fixture = try CorpusFixture()
        let held = Set((fixture.rows(.dev) + fixture.rows(.test)).flatMap(\.texts).map(MatchKey.of))
        let leaked = try groups(2400, seed: seed).flatMap(\.texts).filter { held.contains(MatchKey.of($0)) }
        #expect(leaked.isEmpty)
    }

    @Test func splitsShareNoText() throws {
        let train = Set(try groups(4000).flatMap(\.texts).map(MatchKey.of))
        let test = Set(try groups(400, .test).flatMap(\.texts).map(MatchKey.of))
        // Two intents may word one thing in the same way; meanings of one intent never meet.
        #expect(train.intersection(test).count < 10)
    }

    @Test func theContentSaysEnough() throws {
        let content = try Self.content.get()
        #expect(content.intents.reduce(0) { $0 + min($1.meaningCount, 10_000) } > 400_000)
    }
}
