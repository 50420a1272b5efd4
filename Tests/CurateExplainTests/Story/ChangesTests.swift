import Testing

@testable import CurateExplain

@Suite struct ChangesTests {
    private func joined(_ changes: [Explanation.Change], without kind: Explanation.Change.Kind) -> String {
        changes.filter { $0.kind != kind }.map(\.text).joined()
    }

    @Test(arguments: [
        ("怎么改密码？", "怎么改密码?"), ("　花呗 怎么 还", "花呗怎么还"), ("", "有"), ("没有", ""), ("一二三", "三二一"),
        ("ＡＢＣ１２３", "ABC123"), ("<b>借</b>呗", "借呗"), ("同", "异"),
    ])
    func givesBackBothTexts(left: String, right: String) {
        let changes = TextStory.changes(left, right)
        #expect(joined(changes, without: .added) == left)
        #expect(joined(changes, without: .removed) == right)
        #expect(changes.contains { $0.kind != .same })
    }

    @Test func tellsOnlyWhatDiffers() {
        #expect(TextStory.changes("借呗", "借呗") == [])
        #expect(
            TextStory.changes("我的花呗?", "我的借呗?") == [
                .init(kind: .same, text: "我的"), .init(kind: .removed, text: "花"), .init(kind: .added, text: "借"),
                .init(kind: .same, text: "呗?"),
            ])
    }

    @Test func longTextsAreToldWhole() {
        let long = String(repeating: "长", count: 600)
        #expect(
            TextStory.changes(long, long + "短") == [
                .init(kind: .removed, text: long), .init(kind: .added, text: long + "短"),
            ])
    }
}
