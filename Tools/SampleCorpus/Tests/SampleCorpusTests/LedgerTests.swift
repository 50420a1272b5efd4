import Testing

@testable import SampleCorpus

/// What the ledger says is what a naive look at the files finds, no more and no less.
@Suite struct LedgerTests {
    private let fixture: CorpusFixture
    private let byPlace: [String: CorpusFixture.Row]

    init() throws {
        fixture = try CorpusFixture()
        byPlace = Dictionary(uniqueKeysWithValues: fixture.rows.map { ($0.place, $0) })
    }

    @Test func everyKindIsThereAndNoLineHasTwo() {
        #expect(Set(fixture.entries.map(\.kind)) == Set(DirtKind.allCases))
        #expect(Set(fixture.entries.map(\.place)).count == fixture.entries.count)
    }

    /// Rows of one file with equal keys are repetitions or contradictions of the one clean row among them.
    @Test func repeatedPairsAreListed() {
        let kinds: Set<DirtKind> = [.exactDuplicate, .swappedDuplicate, .foldedDuplicate, .labelConflict]
        for split in Split.allCases {
            let groups = Dictionary(grouping: fixture.rows(split), by: \.pairKey).values.filter { $0.count > 1 }
            let listed = Set(
                fixture.entries.filter { kinds.contains($0.kind) && $0.place.hasPrefix(split.file) }.map(\.place))
            #expect(groups.allSatisfy { group in group.count { !listed.contains($0.place) } == 1 })
            #expect(Set(groups.joined().map(\.place)).isSuperset(of: listed))
        }
    }

    @Test func contradictionsAreListed() {
        for split in Split.allCases {
            let groups = Dictionary(grouping: fixture.rows(split), by: \.pairKey).values
            let split2 = groups.filter { Set($0.map(\.label)).count > 1 }
            #expect(split2.count == fixture.places(.labelConflict, in: split.file).count)
        }
    }

    @Test func repetitionsPointAtTheirOriginal() throws {
        for entry in fixture.entries where entry.of != nil {
            let row = try #require(byPlace[entry.place])
            let original = try #require(byPlace[entry.of ?? ""])
            switch entry.kind {
            case .exactDuplicate: #expect(row.texts == original.texts && row.label == original.label)
            case .swappedDuplicate: #expect(row.texts == original.texts.reversed() && row.label == original.label)
            case .foldedDuplicate: #expect(row.pairKey == original.pairKey && row.texts != original.texts)
            case .nearDuplicate: #expect(row.pairKey != original.pairKey && row.label == original.label)
            case .labelConflict: #expect(row.pairKey == original.pairKey && row.label != original.label)
            case .leakPair: #expect(row.pairKey == original.pairKey && row.file != original.file)
            case .leakSentence: #expect(row.first == original.first && row.pairKey != original.pairKey)
            case .closureBreak: #expect(row.label == "0" && original.label == "1" && row.first == original.first)
            default: Issue.record("\(entry.kind) should not point at a line")
            }
        }
    }

    @Test func leaksIntoTrainAreListed() {
        let held = Set((fixture.rows(.dev) + fixture.rows(.test)).flatMap(\.texts).map(MatchKey.of))
        let found = fixture.rows(.train).filter { $0.texts.contains { held.contains(MatchKey.of($0)) } }.map(\.place)
        #expect(Set(found).symmetricDifference(fixture.places(.leakPair, .leakSentence, in: "train")).isEmpty)
    }

    @Test func leaksBetweenDevAndTestAreListed() {
        let dev = Set(fixture.rows(.dev).flatMap(\.texts).map(MatchKey.of))
        let found = fixture.rows(.test).filter { $0.texts.contains { dev.contains(MatchKey.of($0)) } }.map(\.place)
        #expect(Set(found) == fixture.places(.leakPair, in: "test"))
        let labels = fixture.rows(.test).filter { found.contains($0.place) }.compactMap { row in
            fixture.entries.first { $0.place == row.place }?.of.flatMap { byPlace[$0]?.label == row.label }
        }
        #expect(labels.count { !$0 } == 1)
    }

    @Test func trivialRowsAreListed() {
        let equal = fixture.rows.filter { MatchKey.of($0.first) == MatchKey.of($0.second) }
        #expect(Set(equal.filter { $0.label == "1" }.map(\.place)) == fixture.places(.trivialPositive))
        #expect(Set(equal.filter { $0.label == "0" }.map(\.place)) == fixture.places(.identicalNegative))
    }

    /// Without conflicts and leaks no negative lies inside a component of positives, except those that are listed.
    @Test func closureBreaksAreListed() {
        let ignored = fixture.places(.labelConflict, .identicalNegative, .mask, .traditional, .htmlEntity, .htmlTag)
        for split in Split.allCases {
            var groups = Components()
            let rows = fixture.rows(split).filter { !ignored.contains($0.place) }
            for row in rows where row.label == "1" { groups.join(MatchKey.of(row.first), MatchKey.of(row.second)) }
            let broken = rows.filter {
                $0.label == "0" && groups.areJoined(MatchKey.of($0.first), MatchKey.of($0.second))
            }
            #expect(Set(broken.map(\.place)) == fixture.places(.closureBreak, in: split.file))
        }
    }
}

/// Which texts are connected.
private struct Components {
    private var parents: [String: String] = [:]

    mutating func root(_ text: String) -> String {
        guard let parent = parents[text] else { return text }
        let top = root(parent)
        parents[text] = top
        return top
    }

    mutating func join(_ one: String, _ two: String) {
        let (first, second) = (root(one), root(two))
        if first != second { parents[first] = second }
    }

    mutating func areJoined(_ one: String, _ two: String) -> Bool { root(one) == root(two) }
}
