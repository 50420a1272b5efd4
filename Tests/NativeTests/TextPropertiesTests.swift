import Testing
import TextNormalization

struct TextPropertiesTests {
    @Test func aTextIsCounted() {
        let column = Column(["中文，〇々 abcＡé 12３४!$\u{FFFD}\u{3000}", "", "aaab", "哈哈哈哈", "\u{0}"])
        let measures = TextProperties.measure(bytes: column.bytes, ends: column.ends)
        #expect(measures.map(\.characters) == [20, 0, 4, 4, 1])
        let first = measures[0]
        #expect(first.han == 4)
        #expect(first.latinLetters == 5)
        #expect(first.digits == 4)
        #expect(first.punctuation == 2)
        #expect(first.symbols == 2)
        #expect(first.spaces == 3)
        #expect(first.replacementCharacters == 1)
        #expect(measures.map(\.longestRun) == [1, 0, 3, 4, 1])
        #expect(measures[1] == TextMeasures())
    }

    @Test func illFormedBytesCountAsReplacements() {
        let column = Column([[0x41, 0xFF, 0xFF, 0x42], [0xE4, 0xB8]])
        let measures = TextProperties.measure(bytes: column.bytes, ends: column.ends)
        #expect(measures.map(\.characters) == [4, 2])
        #expect(measures.map(\.replacementCharacters) == [2, 2])
    }

    @Test func longTextsAreCountedInFull() {
        let text = String(repeating: "中a，", count: 1_000) + String(repeating: "好", count: 70_000)
        let column = Column([text])
        let measures = TextProperties.measure(bytes: column.bytes, ends: column.ends)
        #expect(measures[0].characters == 73_000)
        #expect(measures[0].han == 71_000)
        #expect(measures[0].latinLetters == 1_000)
        #expect(measures[0].longestRun == 70_000)
    }

    /// Swift carries its own Unicode tables; they must agree wherever both know the character.
    @Test func propertiesAgreeWithSwift() {
        let scalars = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init).filter {
            guard let age = $0.properties.age else { return false }
            return age.major <= 15 && age.minor == 0 || age.major < 15
        }
        let column = Column(scalars.map { Array(String($0).utf8) })
        let measures = TextProperties.measure(bytes: column.bytes, ends: column.ends)
        for (scalar, measure) in zip(scalars, measures) where !agrees(scalar, measure) {
            Issue.record("U+\(String(scalar.value, radix: 16)): \(measure)")
            return
        }
    }

    private func agrees(_ scalar: Unicode.Scalar, _ measure: TextMeasures) -> Bool {
        let properties = scalar.properties
        let category = properties.generalCategory
        let digit = category == .decimalNumber
        let punctuation: Set<Unicode.GeneralCategory> = [
            .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation,
        ]
        let symbols: Set<Unicode.GeneralCategory> = [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol]
        return measure.characters == 1 && (measure.digits == 1) == digit
            && (measure.punctuation == 1) == punctuation.contains(category)
            && (measure.symbols == 1) == symbols.contains(category)
            && (measure.spaces == 1) == properties.isWhitespace
            && (!properties.isUnifiedIdeograph || measure.han == 1)
    }

    @Test func wordsAreFoundByDictionary() throws {
        let text = "我们喜欢北京，iPhone 6很好。"
        let bytes = Array(text.utf8)
        let words = try TextProperties.wordRanges(bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
        #expect(words == ["我们", "喜欢", "北京", "iPhone", "6", "很好"])
        #expect(try TextProperties.wordRanges([]).isEmpty)
    }

    @Test func sentencesCoverTheText() throws {
        let text = "今天下雨。明天呢？不知道！a. b"
        let bytes = Array(text.utf8)
        let ranges = try TextProperties.sentenceRanges(bytes)
        let sentences = ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
        #expect(sentences == ["今天下雨。", "明天呢？", "不知道！", "a. b"])
        #expect(ranges.reduce(0) { $0 + $1.count } == bytes.count)
    }

    @Test func segmentationServesManyThreads() async throws {
        let bytes = Array("我们喜欢北京。你们喜欢上海。".utf8)
        let expected = try TextProperties.wordRanges(bytes)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { try (0..<200).allSatisfy { _ in try TextProperties.wordRanges(bytes) == expected } }
            }
            for try await same in group { #expect(same) }
        }
    }
}
