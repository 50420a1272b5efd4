import Testing

@testable import CurateReport

@Suite struct RowCardsTests {
    @Test func marksWhatDiffers() {
        let (left, right) = TextDifference.marked("我喜欢北京", "我不喜欢上海")
        #expect(left == "我喜欢\u{1B}[1m北京\u{1B}[0m")
        #expect(right == "我\u{1B}[1m不\u{1B}[0m喜欢\u{1B}[1m上海\u{1B}[0m")
        #expect(TextDifference.marked("", "a") == ("", "\u{1B}[1ma\u{1B}[0m"))
        #expect(TextDifference.marked("同", "同") == ("同", "同"))
    }

    @Test func showsControlCharactersInsteadOfSendingThem() {
        let row = FolderRow(json: [], values: ["sentence1": .text("a\u{1B}[2J\u{202E}b"), "sentence2": .text("c\nd")])
        let card = RowCards(marks: false).text(row)
        #expect(card.contains("a<U+1B>[2J<U+202E>b"))
        #expect(card.contains("c<U+A>d"))
    }
}
