import RoFormer
import Testing

@Suite struct VocabularyTests {
    private let start = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n"

    private func read(_ text: String) throws -> Vocabulary { try Vocabulary(reading: Array(text.utf8)) }

    @Test func everyLineIsAToken() throws {
        let vocabulary = try read(start + "好\n##好\n")
        #expect(vocabulary.tokens == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "好", "##好"])
        #expect(vocabulary.special.mask == 4)
        #expect(try read(start + "好").count == 6)
    }

    @Test func lineEndsOfWindowsAreNoPartOfATokenAndBlankLinesAtTheEndAreNone() throws {
        let vocabulary = try read((start + "好\n\n\n").replacing("\n", with: "\r\n"))
        #expect(vocabulary.tokens.last == "好")
        #expect(vocabulary.linesWithSpaces == 0)
    }

    @Test func blankLinesBetweenKeepTheirNumber() throws {
        let vocabulary = try read(start + "\n\u{3000}\n好\n")
        #expect(vocabulary.tokens[7] == "好")
    }

    @Test func countsBehindATokenAreLeftOut() throws {
        let vocabulary = try read(start + "好\t1200\n 吗\n")
        #expect(vocabulary.tokens.suffix(2) == ["好", "吗"])
        #expect(vocabulary.linesWithSpaces == 2)
    }

    @Test func canonicallyEquivalentTokensAreTwo() throws {
        #expect(try read(start + "é\ne\u{301}\n").count == 7)
    }

    @Test func unusableFilesAreRefused() {
        #expect(throws: VocabularyFailure.byteOrderMark) { try read("\u{FEFF}" + start) }
        #expect(throws: VocabularyFailure.missing(token: "[MASK]")) { try read("[PAD]\n[UNK]\n[CLS]\n[SEP]\n") }
        #expect(throws: VocabularyFailure.missing(token: "[PAD]")) { try read("") }
        #expect(throws: VocabularyFailure.twice(token: "好", lines: [6, 8])) { try read(start + "好\n吗\n好\n") }
        #expect(throws: VocabularyFailure.notUTF8(line: 6)) {
            try Vocabulary(reading: Array(start.utf8) + [0xB0, 0xA1, 10])
        }
    }
}
