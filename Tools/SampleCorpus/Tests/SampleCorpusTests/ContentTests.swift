import SampleCorpus
import Testing

@Suite struct ContentTests {
    @Test func everyDomainAndIntentIsThere() throws {
        let content = try Content.bundled()
        #expect(content.intents.count >= 20)
    }
}
