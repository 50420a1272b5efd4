import CurateReport
import Testing

@Suite struct TextDifferenceTests {
    @Test func cutsWhereTextsDiffer() {
        let pieces = TextDifference.pieces("怎么换手机号", "如何换手机号码")
        #expect(pieces.left.map(\.text) == ["怎么", "换手机号"])
        #expect(
            pieces.right == [
                .init(text: "如何", isCommon: false), .init(text: "换手机号", isCommon: true),
                .init(text: "码", isCommon: false),
            ])
        #expect(TextDifference.pieces("", "甲").right == [.init(text: "甲", isCommon: false)])
        let long = String(repeating: "长", count: 2000)
        #expect(TextDifference.pieces(long, "短").left == [.init(text: long, isCommon: true)])
    }
}
