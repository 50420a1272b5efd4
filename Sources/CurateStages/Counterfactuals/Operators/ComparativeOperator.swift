internal import CurateCore

/// Puts more where less stood, and after where before stood.
struct ComparativeOperator: EditOperator {
    func edits(_ sentence: EditableSentence) -> [Edit] {
        PairSwaps(kind: .comparative, pairs: EditLexicons.comparatives, hiding: EditLexicons.comparativeHiding)
            .edits(sentence)
    }
}

/// Whether a word of comparison, before or after, can take the other's place where it stands.
struct Comparison {
    private let sentence: EditableSentence
    private let range: Range<Int>

    init(_ sentence: EditableSentence, _ range: Range<Int>) {
        self.sentence = sentence
        self.range = range
    }

    var canChange: Bool {
        switch sentence.text(range) {
        case "至少", "最多": isBound
        case "之前", "之后", "以前", "以后": isTime
        default: true
        }
    }

    /// 最多三个 is a bound, 人最多 a superlative.
    private var isBound: Bool {
        guard range.upperBound < sentence.count else { return false }
        let next = sentence.characters[range.upperBound]
        return next.isASCII && next.isNumber || "几多一二两三四五六七八九十能可要需借分有".contains(next)
    }

    /// Characters that end what a time is told by: 五点, 结束, 毕业, 还款.
    private static let marks = Set("点日号天月年岁时款清束班试发家请通认成课饭睡婚觉学业开始到完退还")

    /// 我之前 says earlier, and what 还了款之后 tells of has happened: neither can be turned round.
    private var isTime: Bool {
        guard range.lowerBound > 0 else { return false }
        let before = sentence.characters[range.lowerBound - 1]
        return Self.marks.contains(before) && !sentence.text(0..<range.lowerBound).contains("了")
            && !sentence.has("的", at: range.upperBound)
    }
}
