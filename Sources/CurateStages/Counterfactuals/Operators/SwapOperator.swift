internal import CurateCore

/// Puts another word of its group in a word's place.
struct SwapOperator: EditOperator {
    let kind: EditKind
    let groups: SwapGroups

    func edits(_ sentence: EditableSentence) -> [Edit] {
        let hidden = sentence.hidden(by: groups.hiding)
        return groups.groups.indices.flatMap { group -> [Edit] in
            groups.unless[group].contains(where: sentence.contains)
                ? [] : edits(sentence, groups.groups[group], hidden)
        }
    }

    private func edits(_ sentence: EditableSentence, _ group: [[String]], _ hidden: [Range<Int>]) -> [Edit] {
        var found: [(member: Int, range: Range<Int>)] = []
        for (member, words) in group.enumerated() {
            for word in words.sorted(by: { $0.count > $1.count }) {
                for range in sentence.places(of: word) where !found.contains(where: { $0.range.overlaps(range) }) {
                    found.append((member, range))
                }
            }
        }
        // Two of a group in one sentence stand in some relation, which a swap may turn into nonsense.
        guard found.count == 1, let only = found.first, sentence.isWords(only.range), fits(sentence, only.range),
            !hidden.contains(where: { $0.overlaps(only.range) })
        else { return [] }
        let length = sentence.text(only.range).count
        return group.indices.filter { $0 != only.member }.map { member in
            let word = group[member].first { $0.count == length } ?? group[member][0]
            return sentence.replacing(only.range, with: word, kind)
        }
    }

    /// 酒红色 is one colour, of which 酒 would be left; and a word that stands twice would have to change twice.
    private func fits(_ sentence: EditableSentence, _ range: Range<Int>) -> Bool {
        guard kind == .colour, range.lowerBound > 0 else { return true }
        return !Self.shades.contains(sentence.characters[range.lowerBound - 1])
    }

    private static let shades: Set<Character> = Set(
        "玫酒叶梅藏冰蜜金铁亮浅深暗淡天墨枣砖翠草米乳银奶姜橘鹅宝湖海军卡咖驼烟雾粉紫红蓝黄绿白黑灰橙棕肉杏桃土火碧纯正")
}

extension EditableSentence {
    /// Where texts of a list stand.
    func hidden(by list: [String]) -> [Range<Int>] { list.flatMap(places) }
}
