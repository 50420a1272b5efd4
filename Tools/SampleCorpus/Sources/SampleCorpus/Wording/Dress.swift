/// Puts on the words of a sentence what people put on them: a greeting, a particle, thanks, a mark at the end.
enum Dress {
    private static let greetings = ["请问", "请问", "请问", "请问一下", "问一下，", "想问下，", "请教一下，"]
    private static let whGreetings = ["谁知道", "有谁知道", "有人知道", "想知道", "我想知道"]
    private static let thanks = ["，谢谢", "，急", "，在线等", "，求解", "，谢谢了", "，求帮忙"]
    private static let noGreeting = [
        "请", "求", "跪", "想", "有人", "有没有", "谁", "大家", "问", "我", "急", "麻烦", "帮", "您", "你", "哪位", "怎么办", "推荐", "各位",
        "有什么", "亲", "哪个", "为啥", "咋", "听说", "都说", "给",
    ]
    private static let noThanks = ["谢", "急", "求", "在线", "麻烦", "吧", "帮", "跪", "想知道"]

    /// The sentence as somebody would have typed it.
    static func sentence(_ words: String, _ dice: inout Dice) -> String {
        let type = SentenceType.of(words)
        var text = greeted(Commas.typed(words, &dice), type, &dice)
        text = particled(text, type, &dice)
        text = thanked(text, type, &dice)
        return marked(text, type, &dice)
    }

    private static func greeted(_ words: String, _ type: SentenceType, _ dice: inout Dice) -> String {
        let draw = dice.below(1000)
        let which = dice.next()
        guard draw < 70, type != .statement, !noGreeting.contains(where: words.hasPrefix) else { return words }
        let suited = type == .wh && draw < 20 ? whGreetings : greetings
        return suited[Int(which % UInt64(suited.count))] + words
    }

    private static func particled(_ words: String, _ type: SentenceType, _ dice: inout Dice) -> String {
        let draw = dice.below(1000)
        guard type == .wh, draw < 110, let last = words.last, !"呢啊呀吗了吧么".contains(last) else { return words }
        return words + (draw < 55 ? "啊" : draw < 95 ? "呢" : "呀")
    }

    private static func thanked(_ words: String, _ type: SentenceType, _ dice: inout Dice) -> String {
        let draw = dice.below(1000)
        let ending = dice.pick(thanks)
        guard draw < 25, type != .statement, !noThanks.contains(where: words.contains) else { return words }
        return words + ending
    }

    private static func marked(_ words: String, _ type: SentenceType, _ dice: inout Dice) -> String {
        let draw = dice.below(1000)
        let asks = type != .statement && !["谢谢", "急", "在线等", "求解", "谢谢了", "求帮忙"].contains(where: words.hasSuffix)
        switch draw {
        case ..<200: return words + (asks ? "？" : "")
        case ..<260: return words + (asks ? "?" : "。")
        case ..<280: return words + (asks ? "？" : "！")
        case ..<290: return words + "。"
        default: return words
        }
    }
}
