import Testing

@testable import SampleCorpus

@Suite struct WordingTests {
    @Test(arguments: [
        ("红烧肉怎么做", SentenceType.wh), ("北京到上海有多远", .wh), ("手机摔了，怎么办", .wh), ("明天下雨吗", .yesNo),
        ("属兔和属羊合不合", .yesNo), ("银川冷还是南京冷", .yesNo), ("快递能不能寄书", .yesNo), ("求红烧肉的做法", .statement), ("摔了好几次", .statement),
        ("是不是真的", .yesNo), ("猫能吃葡萄不", .yesNo), ("还没发货没有", .yesNo), ("画蛇添足是什么", .wh),
    ])
    func sentenceTypes(words: String, type: SentenceType) {
        #expect(SentenceType.of(words) == type)
    }

    @Test func matchKeysIgnoreTheSurface() {
        #expect(MatchKey.of("ＷｉＦｉ 密码，怎么改？") == "wifi密码怎么改")
        #expect(MatchKey.of("5月") != MatchKey.of("6月"))
        #expect(MatchKey.of("甲？", "乙") == MatchKey.of("乙", "甲"))
    }

    @Test func aParticleIsAddedOnlyWhereItSuits() {
        #expect(Particles.added(to: "怎么办？") == "怎么办呢？")
        #expect(Particles.added(to: "能退吗") == nil)
        #expect(Particles.added(to: "求做法") == nil)
    }

    @Test func surfaceChangesKeepTheKey() {
        let text = "想买500元的WiFi路由器，怎么选？"
        for change in SurfaceChange.allCases {
            let changed = change.apply(text)
            #expect(changed != nil && changed != text)
            #expect(MatchKey.of(changed ?? "") == MatchKey.of(text))
        }
    }

    @Test func dressingKeepsTheWords() {
        for seed in 0..<500 {
            var dice = Dice(seed: UInt64(seed))
            let sentence = Dress.sentence("宽带密码怎么改", &dice)
            #expect(sentence.contains("宽带密码怎么改"))
            #expect(sentence.count < 24)
        }
    }
}
