internal import CurateCore
internal import TextNormalization

/// Makes edits that keep what a sentence says; at most one of a kind.
struct RewordingOperator: EditOperator {
    let kind: EditKind

    func edits(_ sentence: EditableSentence) -> [Edit] {
        let edit =
            switch kind {
            case .question: question(sentence)
            case .politeness: politeness(sentence)
            case .mood: mood(sentence)
            case .particle: particle(sentence)
            case .width: width(sentence)
            case .script: script(sentence)
            default: Edit?.none
            }
        return edit.map { [$0] } ?? []
    }

    /// The place behind the last letter.
    private func end(_ sentence: EditableSentence) -> Int {
        (sentence.characters.lastIndex { $0.isLetter || $0.isNumber } ?? -1) + 1
    }

    /// True where the sentence is marked as a question.
    private func asks(_ sentence: EditableSentence) -> Bool {
        if let last = sentence.characters.last, last == "?" || last == "？" { return true }
        let end = end(sentence)
        return ["吗", "么", "呢"].contains { sentence.has($0, before: end) }
    }

    /// 好吗 to 好么 and back; 怎么办呢 to 怎么办.
    private func question(_ sentence: EditableSentence) -> Edit? {
        let end = end(sentence)
        guard end >= 3 else { return nil }
        let last = end - 1..<end
        if sentence.has("吗", before: end), !sentence.has("干吗", before: end) {
            return sentence.replacing(last, with: "么", kind)
        }
        if sentence.has("么", before: end), sentence.isWords(last), !endsInPronoun(sentence, end) {
            return sentence.replacing(last, with: "吗", kind)
        }
        guard sentence.has("呢", before: end), sentence.asksWhat, end >= 5 else { return nil }
        return sentence.replacing(last, with: "", kind)
    }

    private func endsInPronoun(_ sentence: EditableSentence, _ end: Int) -> Bool {
        ["什么", "怎么", "那么", "这么", "要么", "多么", "为么", "甚么"].contains { sentence.has($0, before: end) }
    }

    /// 请问 before a question, or what was polite taken away.
    private func politeness(_ sentence: EditableSentence) -> Edit? {
        for opening in ["请问一下", "请问", "麻烦问一下", "想问一下", "您好", "你好"] where sentence.has(opening, at: 0) {
            let rest = sentence.characters[opening.count...].drop { !$0.isLetter && !$0.isNumber }
            guard rest.count >= 4 else { return nil }
            return sentence.replacing(0..<rest.startIndex, with: "", kind)
        }
        let polite = ["请", "麻烦", "谢谢", "您好", "你好", "求"]
        guard asks(sentence), sentence.count >= 4, !polite.contains(where: sentence.contains) else { return nil }
        return sentence.replacing(0..<0, with: "请问", kind)
    }

    /// 真好看啊 to 真好看.
    private func mood(_ sentence: EditableSentence) -> Edit? {
        let end = end(sentence)
        guard end >= 5 else { return nil }
        for particle in ["啊", "呀", "哦", "噢", "哈", "啦"] where sentence.has(particle, before: end) {
            let range = end - 1..<end
            // 哈哈 laughs, and 啦 may carry 了.
            guard sentence.isWords(range), particle != "啦", sentence.characters[end - 2] != sentence.characters[end - 1]
            else { return nil }
            return sentence.replacing(range, with: "", kind)
        }
        return nil
    }

    /// 慢慢地走 to 慢慢的走: behind an adverb and before another word; a dictionary may take 慢慢地 for one.
    private func particle(_ sentence: EditableSentence) -> Edit? {
        let place = sentence.places(of: "地").first { range in
            sentence.word(at: range.upperBound) != nil
                && [2, 4].contains { isAdverb(sentence.text(range.lowerBound - $0..<range.lowerBound)) }
        }
        return place.map { sentence.replacing($0, with: "的", kind) }
    }

    /// Doubled characters or one of some common adverbs: behind nouns 地 is ground.
    private func isAdverb(_ word: String) -> Bool {
        let characters = Array(word)
        if characters.count == 2, characters[0] == characters[1] { return true }
        if characters.count == 4, characters[0] == characters[1], characters[2] == characters[3] { return true }
        return Self.adverbs.contains(word)
    }

    private static let adverbs: Set<String> = [
        "快速", "迅速", "认真", "仔细", "努力", "正确", "合理", "有效", "高兴", "开心", "安全", "轻松", "简单", "及时", "主动", "自动", "准确",
        "完整", "彻底", "明显", "成功", "顺利", "清楚", "详细", "不断", "科学", "健康", "悄悄", "真正", "更好", "很好", "免费", "随意", "单独",
        "直接", "永久", "完全", "系统", "全面", "深刻", "热情", "耐心", "小心", "大声", "安静", "愉快", "自然", "平静", "勇敢", "优雅",
    ]

    /// Letters, digits and signs in the other width; of mixed ones all become full-width.
    private func width(_ sentence: EditableSentence) -> Edit? {
        let scalars = sentence.text.unicodeScalars
        let narrow = scalars.contains { ("!"..."~").contains($0) }
        guard narrow || scalars.contains(where: { ("！"..."～").contains($0) }) else { return nil }
        var changed = String.UnicodeScalarView()
        for scalar in scalars {
            let isNarrow = ("!"..."~").contains(scalar)
            let isWide = !narrow && ("！"..."～").contains(scalar)
            let shift = isNarrow ? 0xFEE0 : isWide ? -0xFEE0 : 0
            changed.append(Unicode.Scalar(UInt32(Int(scalar.value) + shift)) ?? scalar)
        }
        return whole(sentence, String(changed))
    }

    /// As ICU maps characters one by one: 头发 becomes 頭發, where a person would write 頭髮.
    private func script(_ sentence: EditableSentence) -> Edit? { whole(sentence, Self.traditional(sentence.text)) }

    private static func traditional(_ text: String) -> String { normalizer?.normalize(text) ?? text }

    private static let normalizer = try? TextNormalizer(NormalizationRules(script: .traditional))

    private func whole(_ sentence: EditableSentence, _ text: String) -> Edit? {
        text == sentence.text ? nil : sentence.replacing(0..<sentence.count, with: text, kind)
    }
}
