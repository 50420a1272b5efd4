import CurateCore
import Testing

@testable import CurateStages

@Suite struct ComparingTests {
    private func scalars(_ text: String) -> [UInt32] {
        var result: [UInt32] = []
        Characters.read(Array(text.utf8)[...], into: &result)
        return result
    }

    private func sentence(_ text: String) -> Sentence {
        var (reader, sentence) = (SentenceReader(), Sentence())
        reader.read(Array(text.utf8)[...], into: &sentence)
        return sentence
    }

    @Test func readsCharacters() {
        for text in ["", "a", "é", "好", "😀", "a好é😀b", "〇𠮷"] {
            #expect(scalars(text) == text.unicodeScalars.map(\.value))
            #expect(Characters.count(Array(text.utf8)[...]) == text.unicodeScalars.count)
        }
    }

    @Test func survivesMalformedBytes() {
        var result: [UInt32] = []
        for bytes: [UInt8] in [[0xFF], [0xE4], [0xE4, 0xBD], [0x80, 0x80], [0xF0, 0x9F, 0x98]] {
            Characters.read(bytes[...], into: &result)
            #expect(!result.isEmpty)
        }
    }

    @Test func countsBigramsAsAMultiset() {
        #expect(sentence("").tokens.count == 1)
        #expect(sentence("好").tokens.count == 2)
        #expect(sentence("好好好好").tokens.count == 5)
        #expect(Set(sentence("好好好好").tokens).count == 5)
        #expect(Bigrams.overlap(sentence("哈哈哈").tokens, sentence("哈哈哈哈").tokens) == 4)
    }

    @Test func agreesWithPlainCounting() {
        var source = TextSource(1)
        for _ in 0..<2000 {
            let left = source.text(0...12)
            let right = source.variant(of: left, edits: source.below(5))
            let expected = Naive.overlap(left, right)
            let (x, y) = (sentence(left), sentence(right))
            let shared = Bigrams.overlap(x.tokens, y.tokens)
            #expect(shared == expected.shared && x.tokens.count + y.tokens.count - shared == expected.all)
            #expect((x.features == y.features) == (Naive.features(left) == Naive.features(right)))
            #expect((x.skeleton == y.skeleton) == (Naive.skeleton(left) == Naive.skeleton(right)))
            let difference = CharacterDifference(x.tokens, y.tokens)
            #expect(difference.isOpposite == Naive.isOpposite(left, right, Opposites.lists))
            #expect(difference.isEmpty == (left.sorted() == right.sorted()))
        }
    }

    @Test(arguments: [
        ("买5朵玫瑰", "买3朵玫瑰"), ("我喜欢北京", "我不喜欢北京"), ("三天后到", "两天后到"), ("有没有票", "有票"),
        ("iphone6多少钱", "iphone6s多少钱"), ("a和b", "b和a"), ("二十", "20"), ("12", "1和2"), ("一百", "百"), ("下午一点", "下午两点"),
    ])
    func protects(left: String, right: String) {
        #expect(sentence(left).features != sentence(right).features)
    }

    @Test(arguments: [
        ("请问一下怎么退款", "怎么退款"), ("两个都一样吗", "两个都一样"), ("不是我", "我不是"), ("便宜一点", "便宜"), ("红色的车", "绿色的车"),
    ])
    func doesNotProtect(left: String, right: String) {
        #expect(sentence(left).features == sentence(right).features)
    }

    @Test(arguments: [
        ("请问怎么开发票啊", "怎么开发票"), ("我的手机呢", "我手机"), ("帮我查一下吧", "帮我查"), ("好的", "好"),
    ])
    func stripsLightWords(left: String, right: String) {
        #expect(sentence(left).skeleton == sentence(right).skeleton)
    }

    @Test(arguments: [
        ("我想了解花呗", "我想解花呗"), ("什么意思", "什意思"), ("红色", "颜色"), ("手机", "手表"), ("吗", "呢"), ("大的", "小的"),
    ])
    func keepsOtherWords(left: String, right: String) {
        #expect(sentence(left).skeleton != sentence(right).skeleton)
    }

    @Test func knowsOpposites() {
        let pairs = [("怎么开机", "怎么关机"), ("股票大涨", "股票大跌"), ("往东走", "往西走"), ("买车", "卖车")]
        for (left, right) in pairs {
            #expect(CharacterDifference(sentence(left).tokens, sentence(right).tokens).isOpposite)
        }
        // Both have both.
        #expect(!CharacterDifference(sentence("开关坏了").tokens, sentence("关开坏了").tokens).isOpposite)
        #expect(!CharacterDifference(sentence("在手机上").tokens, sentence("在手机").tokens).isOpposite)
    }

    @Test func boundsFollowFromTheSimilarity() {
        for value in [0.5, 0.6, 2.0 / 3, 0.75, 0.8, 0.85, 0.9, 1] {
            let bound = SimilarityBound(value)
            for x in 1...60 {
                for y in 1...60 {
                    let required = bound.required(x, y)
                    if required <= min(x, y) {
                        #expect(SimilarityBound.similarity(required, x, y) >= value - 1e-6)
                        #expect(y >= bound.least(x) && y <= bound.most(x))
                        #expect(required >= bound.least(x) && required >= bound.least(y))
                    }
                    if required > 0 {
                        #expect(SimilarityBound.similarity(required - 1, x, y) < value)
                    }
                }
            }
        }
        #expect(SimilarityBound(0.85).required(18, 19) == 17)
    }
}
