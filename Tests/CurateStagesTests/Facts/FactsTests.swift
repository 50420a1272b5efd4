import CurateCore
import Testing

@testable import CurateStages

@Suite struct FactsTests {
    @Test func pairsThatStateOtherNumbersOrAreTurnedRoundAreTold() {
        #expect(SurfaceFacts.differences("买三斤苹果", "买3斤苹果") == FactDifferences())
        #expect(SurfaceFacts.differences("买三斤苹果", "买五斤苹果") == FactDifferences(number: true))
        #expect(SurfaceFacts.differences("我想退货", "我不想退货") == FactDifferences(negation: true))
        #expect(SurfaceFacts.differences("能不能退货", "能退货吗") == FactDifferences())
        #expect(SurfaceFacts.differences("今天天气不错", "今天天气好") == FactDifferences())
    }

    private static func changes(_ left: String, _ right: String) -> [FactKind] {
        #expect(Facts(left).changes(to: Facts(right)) == Facts(right).changes(to: Facts(left)))
        return Facts(left).changes(to: Facts(right))
    }

    @Test(arguments: [
        ("给我推荐一款红色的车", "推荐个红色的车"), ("三天能到吗", "3天到得了吗"), ("两百块钱能买什么", "200块钱可以买什么"),
        ("二〇一九年放假安排", "2019年放假安排"), ("十二点关门吗", "12点会关门吗"), ("能不能退款", "可以退款吗"),
        ("有没有优惠", "有优惠吗"), ("这样是否可以", "这样可以吗"), ("微信打不开", "微信无法打开"), ("这个很不错", "这个挺好"),
        ("北京市有哪些景点", "北京有什么好玩的景点"), ("怎么给别人发红包", "发红包给其他人怎么发"), ("我不明白", "我没懂"),
        ("蓝牙耳机哪个好", "什么蓝牙耳机好"), ("一般几点上班", "通常几点上班"), ("iphone怎么截屏", "怎样在iphone上截屏"),
    ]) func othersWordsForTheSame(left: String, right: String) {
        #expect(Self.changes(left, right) == [])
    }

    @Test(arguments: [
        ("5朵玫瑰", "3朵玫瑰", FactKind.number), ("十分钟能到吗", "二十分钟能到吗", .number), ("一个人去好吗", "两个人去好吗", .number),
        ("三亚几月去好", "三月去好吗", .place), ("我喜欢北京", "我不喜欢北京", .negation), ("没有收到货", "已经收到货", .negation),
        ("北京到上海的票", "南京到上海的票", .place), ("红色的苹果", "绿色的苹果", .colour), ("白裙子配什么", "黑裙子配什么", .colour),
        ("怎么买基金", "怎么卖基金", .opposite), ("iphone好用吗", "小米好用吗", .latin), ("美国的首都", "英国的首都", .place),
        ("周一放假吗", "周二放假吗", .number), ("1.5米高", "15米高", .number),
    ]) func anotherFact(left: String, right: String, fact: FactKind) {
        #expect(Self.changes(left, right).contains(fact))
    }

    /// A word that hides another must hold it, and no word may stand in a list twice.
    @Test func theListsAreSound() {
        for lexicon in [Lexicons.places, Lexicons.colours, Lexicons.numeralIdioms, Lexicons.negationIdioms] {
            #expect(lexicon.repeated == [])
        }
    }
}
