import CurateCore
import Testing

@Suite struct OptionFileTests {
    @Test func standsInAPlan() throws {
        let read = OptionFile(name: "marks.jsonl", content: "一行\n")
        #expect(OptionFile(read.value) == read)
        let unread = OptionFile(name: "out/marks.jsonl", content: nil)
        #expect(OptionFile(unread.value) == unread && unread.value == "out/marks.jsonl")
        #expect(OptionFile(.integer(1)) == nil && OptionFile(.map([.init("name", "x")])) == nil)
    }

    @Test func aManifestTellsAChecksum() {
        let options = Options([
            "file": OptionFile(name: "marks.jsonl", content: "内容").value, "other": .map([.init("name", "x")]), "n": 1,
        ])
        let told = OptionFile.withoutContents(options) { "sum of \($0)" }
        #expect(told.values["file"] == .map([.init("name", "marks.jsonl"), .init("sha256", "sum of 内容")]))
        #expect(told.values["other"] == options.values["other"] && told.values["n"] == 1)
    }
}
