import RoFormer
import Testing

@Suite struct TokenizerTests {
    private static let words =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
        + "今 天 气 很 好 吗 ？ ？ , . ! ' a b i o 3 5 wifi ##wifi app ##le i\u{307} σ ㄱ か は ° - < ##3 ##5 ᄒ ᅡ ᆫ ##ᅡ ##ᆫ 😀 s t don ｑ"
        .split(separator: " ").map(String.init)

    private let tokenizer: Tokenizer

    init() throws {
        var seen: Set<String> = []
        tokenizer = try Tokenizer(vocabulary: Vocabulary(tokens: Self.words.filter { seen.insert($0).inserted }))
    }

    private func tokens(_ text: String) -> String {
        tokenizer.encode(text, maxLength: 512).dropFirst().dropLast().map { tokenizer.vocabulary.tokens[Int($0)] }
            .joined(separator: " ")
    }

    @Test func chineseCharactersAndPunctuationStandAlone() {
        #expect(tokens("今天天气很好吗？") == "今 天 天 气 很 好 吗 ？")
        #expect(tokens("好,好.好!") == "好 , 好 . 好 !")
    }

    @Test func wordsAreCutIntoTheLongestPieces() {
        #expect(tokens("WiFi") == "wifi")
        #expect(tokens("wifiwifi") == "wifi ##wifi")
        #expect(tokens("apple") == "app ##le")
        #expect(tokens("35") == "3 ##5")
    }

    @Test func aWordThatCannotBeSpelledIsUnknownAsAWhole() {
        #expect(tokens("applex 好") == "[UNK] 好")
        #expect(tokens("雨") == "[UNK]")
        #expect(tokens(String(repeating: "3", count: 100)).hasPrefix("3 ##3 ##3"))
        #expect(tokens(String(repeating: "3", count: 101)) == "[UNK]")
    }

    @Test func caseAccentsAndWidthFollowBERT() {
        #expect(tokens("ÀB") == "[UNK]")
        #expect(tokens("À b́") == "a b")
        #expect(tokens("İ") == "i")
        #expect(tokens("Σ ς") == "σ [UNK]")
        #expect(tokens("Ｑ") == "ｑ")
        #expect(tokens("≮") == "<")
    }

    @Test func whatCannotBeSeenIsDropped() {
        #expect(tokens("wi\u{200B}fi") == "wifi")
        #expect(tokens("w\u{0}i\u{FFFD}f\u{202E}i") == "wifi")
        #expect(tokens("\u{E000}好\u{378}") == "好")
        #expect(tokens("a\tb\r\nb\u{3000}a\u{2028}b") == "a b b a b")
        #expect(tokens("  ") == "")
    }

    @Test func scriptsWithoutSpaces() {
        #expect(tokens("한") == "ᄒ ##ᅡ ##ᆫ")
        #expect(tokens("が") == "か")
        #expect(tokens("はが") == "[UNK]")
        #expect(tokens("😀 👍🏽") == "😀 [UNK]")
    }

    @Test func specialTokensInATextKeepTheirMeaning() {
        #expect(tokens("今[MASK]气") == "今 [MASK] 气")
        #expect(tokens("[[MASK]") == "[UNK] [MASK]")
        #expect(tokens("[mask]") == "[UNK] [UNK] [UNK]")
        #expect(tokens("[SEP][SEP]") == "[SEP] [SEP]")
    }

    @Test func theEndMarkSurvivesTruncation() {
        let special = tokenizer.special
        let text = tokenizer.tokenize("今天天气很好", maxLength: 5)
        #expect(text.ids.count == 5)
        #expect(text.ids.first == special.start)
        #expect(text.ids.last == special.end)
        #expect(text.dropped == 3)
        #expect(tokenizer.tokenize("今天", maxLength: 4).dropped == 0)
        #expect(tokenizer.encode("今", maxLength: 2) == [special.start, special.end])
    }

    @Test func maskedCharactersBecomeMasks() {
        func masked(_ text: String, _ ranges: Range<Int>...) -> String {
            tokenizer.tokenize(text, maxLength: 64, masked: ranges).ids.dropFirst().dropLast()
                .map { tokenizer.vocabulary.tokens[Int($0)] }.joined(separator: " ")
        }
        #expect(masked("今天天气", 1..<3) == "今 [MASK] [MASK] 气")
        #expect(masked("apple好", 4..<5) == "app [MASK] 好")
        #expect(masked("apple好", 0..<1, 5..<6) == "[MASK] ##le [MASK]")
        // A character of several code points counts once.
        #expect(masked("👍🏽今e\u{301}天", 1..<2) == "[UNK] [MASK] [UNK] 天")
        #expect(masked("今天", 2..<9) == "今 天")
        #expect(masked("今[MASK]天", 7..<8) == "今 [MASK] [MASK]")
    }

    @Test func decodingPutsSpacesByBert4kerasRules() {
        func decoded(_ words: String) -> String {
            tokenizer.decode(
                words.split(separator: " ").compactMap { word in
                    tokenizer.vocabulary.tokens.firstIndex { $0 == String(word) }.map(Int32.init)
                })
        }
        #expect(decoded("[CLS] 今 天 好 ？ [SEP]") == "今天好？")
        #expect(decoded("好 , 好 . 好") == "好, 好. 好")
        #expect(decoded("3 . 5") == "3.5")
        #expect(decoded("don ' t wifi") == "don't wifi")
        #expect(decoded("app ##le 好 wifi a") == "apple好wifi a")
        #expect(decoded("a - b") == "a-b")
        #expect(decoded("[UNK] [MASK]") == "")
        #expect(tokenizer.decode([-1, 9999]) == "")
    }
}
