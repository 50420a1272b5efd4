internal import CurateCore

/// Puts a negation in or takes one out.
struct NegationOperator: EditOperator {
    func edits(_ sentence: EditableSentence) -> [Edit] {
        // With or without 不, a yes-or-no question asks the same; and who asks what to do has the trouble he names.
        guard !sentence.asksYesOrNo, !Self.troubles.contains(where: sentence.contains) else { return [] }
        let negations = NegationFacts.count(sentence.text)
        if negations == 0, !Self.negatives.contains(where: sentence.contains) { return insertions(sentence) }
        return negations == 1 ? removals(sentence) : []
    }

    private static let negatives = ["不", "没", "未", "别", "无", "非", "勿", "莫", "否"]

    private static let troubles = [
        "怎么办", "咋办", "怎么回事", "咋回事", "怎么解决", "如何解决", "怎么处理", "如何处理", "怎么弄", "什么情况", "怎么做", "如何是好", "什么原因", "怎么修", "怎么治",
        "咋整",
    ]

    // MARK: Insertion

    /// Words before which 不 can stand, and 有, before which it is 没.
    private static let carriers = [
        "喜欢", "可以", "能够", "能", "会", "想", "愿意", "需要", "支持", "知道", "同意", "允许", "包括", "属于", "应该", "适合", "适用", "值得", "是",
        "有", "敢", "认识",
        "相信", "打算", "满意", "爱", "准备", "符合", "收取", "影响", "算", "害怕", "觉得", "建议", "接受", "懂", "吃", "存在",
    ]

    private func insertions(_ sentence: EditableSentence) -> [Edit] {
        Self.carriers.flatMap { word in
            sentence.places(of: word).compactMap { range -> Edit? in
                guard sentence.isWords(range), canNegate(sentence, range, word) else { return nil }
                let negation = word == "有" ? "没" : "不"
                return Edit(
                    kind: .negation,
                    text: sentence.text(0..<range.lowerBound) + negation
                        + sentence.text(range.lowerBound..<sentence.count),
                    removed: "", inserted: negation)
            }
        }
    }

    /// What must not stand before a word that gets a 不: with it the phrase would break or mean nothing.
    private static let notBefore = [
        "怎么", "怎样", "如何", "才", "怎么才", "最", "很", "非常", "多么", "太", "比较", "更", "就", "都", "又", "真", "还", "好", "挺", "所", "以",
        "已经",
        "尽", "只", "总", "再", "便", "请问", "咋", "究竟", "到底", "希望", "最近", "谁", "几时", "何时", "只要", "才会", "是", "要", "可", "也",
    ]

    /// What must not follow it.
    private static let notBehind = [
        "什么", "多少", "几", "谁", "哪", "怎", "多", "如何", "为什么", "啥", "一", "两", "关", "点", "时", "些", "助", "力", "计", "员", "议",
        "了", "过", "着", "必要", "用",
        "人说", "可能", "所", "益", "名", "趣", "意思", "效", "限", "时候", "没", "不", "因为", "由于", "为了", "否", "的", "以", "吗", "呢", "啊",
        "吧", "指", "？", "?", "。", ".", "，", ",", "我你",
    ]

    private static let times = [
        "多久", "什么时候", "何时", "多长时间", "几点", "几天", "哪天", "啥时候", "几号", "什么时间", "几个", "多少",
    ]

    /// Words in which 能 or 会 is no verb.
    private static let compounds = [
        "展会", "空气能", "太阳能", "功能", "智能", "节能", "性能", "技能", "体能", "热能", "可能性", "机会", "社会", "协会", "学会", "晚会", "运动会", "开会",
        "聚会",
        "约会", "工会", "会议", "会员", "会计",
        "可爱", "爱情", "恋爱", "爱人", "爱好", "亲爱", "热爱", "会所", "能量", "能源", "有限公司", "是非", "吃货", "可是", "但是", "还是", "于是", "只是",
        "总是", "要是", "就是", "想法", "思想",
    ]

    private func asksBehind(_ sentence: EditableSentence, _ place: Int) -> Bool {
        let rest = sentence.text(place..<sentence.count)
        return EditableSentence.questionWords.contains { rest.contains($0) }
    }

    private func canNegate(_ sentence: EditableSentence, _ range: Range<Int>, _ word: String) -> Bool {
        // 什么时候可以批 has no sensible 不; 可以干什么 becomes a statement.
        guard range.upperBound < sentence.count, !Self.times.contains(where: sentence.contains),
            !asksBehind(sentence, range.upperBound), !Self.compounds.contains(where: sentence.contains),
            !Self.notBefore.contains(where: { sentence.has($0, before: range.lowerBound) }),
            !Self.notBehind.contains(where: { sentence.has($0, at: range.upperBound) })
        else { return false }
        if word == "是" || word == "有" { return !sentence.asksWhat && range.lowerBound > 0 }
        // 可以干什么 asks for uses; 不可以干什么 asks for limits; 会怎么样 was left out above.
        return word != "吃" && word != "算" || range.lowerBound > 0
    }

    // MARK: Removal

    private func removals(_ sentence: EditableSentence) -> [Edit] {
        for (negation, rest) in Self.removable {
            for range in sentence.places(of: negation) where isNegation(sentence, range) {
                return [sentence.replacing(range, with: rest, .negation)]
            }
        }
        return []
    }

    /// What goes, and what is left of it.
    private static let removable: [(String, String)] = [
        ("不可以", "可以"), ("不能够", "能够"), ("不能", "能"), ("不会", "会"), ("不想", "想"), ("不喜欢", "喜欢"), ("不知道", "知道"),
        ("不需要", "需要"), ("不用", "要"),
        ("不要", "要"), ("不是", "是"), ("不应该", "应该"), ("不该", "该"), ("不支持", "支持"), ("不允许", "允许"), ("不包括", "包括"),
        ("不属于", "属于"), ("不愿意", "愿意"),
        ("不适合", "适合"), ("不值得", "值得"), ("不敢", "敢"), ("不爱", "爱"), ("不同意", "同意"), ("不相信", "相信"), ("不认识", "认识"),
        ("不影响", "影响"), ("不收", "收"),
        ("不给", "给"), ("不让", "让"), ("不吃", "吃"), ("不懂", "懂"), ("没有", "有"), ("未成年", "成年"), ("未婚", "已婚"), ("无法", "可以"),
        ("无需", "需要"), ("不在", "在"),
    ]

    /// 没有 before an act says that it was not done; 有 does not say that it was.
    private static let acts: Set<Character> = Set(
        "接收看听找扣还打来去到显提申通发使用开点回成完想办解做说买卖吃下登绑注借给审逾付存取转学洗睡带写读交考选问答变换改增减出进上拿放恢")

    private func isNegation(_ sentence: EditableSentence, _ range: Range<Int>) -> Bool {
        let before = ["要", "还", "都", "再", "也", "才", "就", "从", "并", "差", "能", "会", "可", "如果", "是"]
        if before.contains(where: { sentence.has($0, before: range.lowerBound) }) { return false }
        // 没有 at the end or before 了 says that something is over; 不是吗 asks for assent.
        let behind = [
            "了", "吗", "么", "，", ",", "。", "？", "?", "过", "那么", "这么", "完", "到", "得", "上", "住", "清", "起", "必要", "的话",
            "多少", "什么", "必", "用",
        ]
        return range.upperBound < sentence.count && !behind.contains { sentence.has($0, at: range.upperBound) }
            && !["除了", "就是", "而是", "还是"].contains(where: sentence.contains)
            && !(sentence.text(range) == "没有" && range.upperBound < sentence.count
                && Self.acts.contains(sentence.characters[range.upperBound]))
    }
}
