import Testing

@testable import SampleCorpus

@Suite struct ContentTests {
    private let content: Content

    init() throws {
        content = try Content.wide()
    }

    @Test func contentIsBroad() throws {
        let content = try Content.bundled()
        #expect(content.intents.count >= 60)
        #expect(Set(content.intents.map(\.domain)).count >= 12)
        #expect(content.intents.reduce(0) { $0 + $1.meaningCount } >= 100_000)
    }

    @Test func namesAreUnique() {
        let names = Dictionary(grouping: content.intents, by: \.name).filter { $1.count > 1 }.keys
        #expect(names.isEmpty)
    }

    @Test func theSamplesContentIsTheStartOfTheWideOne() throws {
        let sample = try Content.bundled()
        #expect(sample.intents.map(\.name) == content.intents.prefix(sample.intents.count).map(\.name))
        #expect(content.intents.count >= sample.intents.count + 40)
    }

    @Test func everyIntentHasManyPhrasings() {
        let few = content.intents.filter { $0.variants[0].phrases.count < 8 }.map(\.name)
        #expect(few.isEmpty)
        let lonely = content.intents.filter { $0.variants.contains { $0.phrases.count < 2 } }.map(\.name)
        #expect(lonely.isEmpty)
    }

    @Test func noPhraseIsWrittenTwiceInAnIntent() {
        let repeated = content.intents.filter { intent in
            let phrases = intent.variants.flatMap(\.phrases).map { "\($0)" }
            return Set(phrases).count < phrases.count
        }
        #expect(repeated.map(\.name).isEmpty)
    }

    @Test func noValueIsWrittenTwiceInASlot() {
        let repeated = content.intents.filter { intent in
            intent.slots.contains { Set($0.values.joined()).count < $0.values.joined().count }
        }
        #expect(repeated.map(\.name).isEmpty)
    }

    @Test func noContentLooksLikeDirt() {
        let texts = content.intents.flatMap { $0.slots.flatMap { $0.values.joined() } }
        #expect(texts.allSatisfy { !$0.contains(where: \.isWhitespace) && !$0.contains("*") && !$0.contains("&") })
        let phrases = content.intents.flatMap(\.variants).flatMap(\.phrases).map { "\($0)" }
        #expect(phrases.allSatisfy { !$0.contains("?") && !$0.contains("&") && !$0.contains("**") })
    }

    @Test func traditionalFormsDiffer() {
        #expect(content.traditional.count > 500)
        #expect(content.traditional.allSatisfy { $0 != $1 })
        #expect(content.ambiguous.isDisjoint(with: content.traditional.keys))
    }
}
