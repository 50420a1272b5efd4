import Testing

@testable import SampleCorpus

@Suite struct SynonymsTests {
    private let synonyms = Synonyms("怎么办 怎么处理\n# remark\n医生 大夫\n")

    private func varied(_ sentence: String, share: Int) -> String {
        var dice = Dice(seed: 1)
        return synonyms.varied(sentence, share: share, &dice)
    }

    @Test func everyKnownWordIsExchanged() {
        #expect(varied("医生说该怎么办", share: 1000) == "大夫说该怎么处理")
    }

    @Test func nothingIsExchangedByChanceZero() {
        #expect(varied("医生说该怎么办", share: 0) == "医生说该怎么办")
    }

    @Test func unknownWordsStay() {
        #expect(varied("天气很好", share: 1000) == "天气很好")
    }

    @Test func whatWasWrittenIsNotExchangedAgain() {
        var dice = Dice(seed: 2)
        #expect(Synonyms("甲乙 乙丙").varied("甲乙乙丙", share: 1000, &dice) == "乙丙甲乙")
    }
}
