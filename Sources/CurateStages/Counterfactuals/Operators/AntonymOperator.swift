internal import CurateCore

/// Puts the opposite in a word's place.
struct AntonymOperator: EditOperator {
    func edits(_ sentence: EditableSentence) -> [Edit] {
        PairSwaps(kind: .antonym, pairs: EditLexicons.antonyms, hiding: EditLexicons.antonymHiding).edits(sentence)
    }
}

/// Swaps of two words that are each other's opposites.
struct PairSwaps {
    let kind: EditKind
    let pairs: [(String, String)]
    let hiding: [String]

    func edits(_ sentence: EditableSentence) -> [Edit] {
        let hidden = sentence.hidden(by: hiding)
        var edits: [Edit] = []
        for (one, other) in pairs {
            let (ones, others) = (sentence.places(of: one), sentence.places(of: other))
            // Where both stand they are compared or listed, and where one stands twice both would have to change.
            guard ones.count + others.count == 1, let range = ones.first ?? others.first, sentence.isWords(range),
                !hidden.contains(where: { $0.overlaps(range) }), !isNegated(sentence, range)
            else { continue }
            guard kind == .antonym || Comparison(sentence, range).canChange else { continue }
            edits.append(sentence.replacing(range, with: ones.isEmpty ? one : other, kind))
        }
        return edits
    }

    /// 不增加 is not the opposite of 不减少 in the way that 增加 is of 减少; and 大不大 asks for both.
    private func isNegated(_ sentence: EditableSentence, _ range: Range<Int>) -> Bool {
        ["不", "没", "没有", "未", "别", "非", "无"].contains { sentence.has($0, before: range.lowerBound) }
            || ["不", "没"].contains { sentence.has($0, at: range.upperBound) }
            || sentence.text(max(0, range.lowerBound - 4)..<range.lowerBound).contains { "没未不别".contains($0) }
            || ["还是", "或"].contains(where: sentence.contains)
    }
}
