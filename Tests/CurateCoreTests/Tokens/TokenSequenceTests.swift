import CurateCore
import Testing

@Suite struct TokenSequenceTests {
    private struct Toy: TextTokenizing {
        let start: Int32 = 101
        let end: Int32 = 102
        let unknown: Int32 = 100

        func tokens(_ text: String) -> [Int32] { text.unicodeScalars.map { Int32($0.value) } }
    }

    @Test func oneTextLosesItsEndButNotItsMark() {
        let whole = TokenSequence([1, 2, 3], Toy(), maxLength: 5)
        #expect(whole.ids == [101, 1, 2, 3, 102] && whole.segments == [0, 0, 0, 0, 0] && whole.dropped == 0)
        let cut = TokenSequence([1, 2, 3], Toy(), maxLength: 4)
        #expect(cut.ids == [101, 1, 2, 102] && cut.segments.count == 4 && cut.dropped == 1)
    }

    /// As bert4keras' `truncate_sequences(maxlen, -2, first, second)`.
    @Test(
        arguments: [
            ([1, 2], [7, 8], 16, [101, 1, 2, 102, 7, 8, 102], [0, 0, 0, 0, 1, 1, 1]),
            ([1, 2, 3, 4], [7, 8], 7, [101, 1, 2, 102, 7, 8, 102], [0, 0, 0, 0, 1, 1, 1]),
            ([1, 2], [7, 8, 9], 6, [101, 1, 102, 7, 8, 102], [0, 0, 0, 1, 1, 1]),
            ([], [7], 4, [101, 102, 7, 102], [0, 0, 1, 1]),
        ] as [([Int32], [Int32], Int, [Int32], [Int32])])
    func ofTwoTextsTheLongerLosesItsEnd(
        _ first: [Int32], _ second: [Int32], _ length: Int, _ ids: [Int32], _ segments: [Int32]
    ) {
        let sequence = TokenSequence(first, second, Toy(), maxLength: length)
        #expect(sequence.ids == ids)
        #expect(sequence.segments == segments)
        #expect(sequence.dropped == first.count + second.count + 3 - ids.count)
    }
}
