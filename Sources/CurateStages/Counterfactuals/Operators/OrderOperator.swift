internal import CurateCore

/// Exchanges who does it and to whom it is done, or from where and to where.
struct OrderOperator: EditOperator {
    func edits(_ sentence: EditableSentence) -> [Edit] { routes(sentence) + roles(sentence) + changes(sentence) }

    /// The edit that exchanges two stretches.
    private func exchange(_ sentence: EditableSentence, _ left: Range<Int>, _ right: Range<Int>) -> Edit? {
        let (first, second) = (sentence.text(left), sentence.text(right))
        guard first != second else { return nil }
        let between = sentence.text(left.upperBound..<right.lowerBound)
        return sentence.replacing(left.lowerBound..<right.upperBound, with: second + between + first, .order)
    }

    // MARK: 从A到B

    private func routes(_ sentence: EditableSentence) -> [Edit] {
        sentence.places(of: "到").compactMap { link in
            // Of 山东临沂到江苏 only half would move.
            guard let left = place(sentence, before: link.lowerBound), let right = place(sentence, at: link.upperBound),
                place(sentence, before: left.lowerBound) == nil, place(sentence, at: right.upperBound) == nil
            else { return nil }
            return exchange(sentence, left, right)
        }
    }

    private func place(_ sentence: EditableSentence, before end: Int) -> Range<Int>? {
        (2...4).reversed().map { end - $0..<end }.first { $0.lowerBound >= 0 && isPlace(sentence, $0) }
    }

    private func place(_ sentence: EditableSentence, at start: Int) -> Range<Int>? {
        (2...4).reversed().map { start..<start + $0 }.first { $0.upperBound <= sentence.count && isPlace(sentence, $0) }
    }

    private func isPlace(_ sentence: EditableSentence, _ range: Range<Int>) -> Bool {
        Self.placeNames.contains(sentence.text(range))
    }

    private static let placeNames = Set(EditLexicons.places.groups.flatMap { $0.flatMap { $0 } })

    // MARK: 我欠你

    private static let persons = [
        "我们", "你们", "他们", "她们", "我", "你", "他", "她", "爸爸", "妈妈", "老板", "老师", "学生", "男朋友", "女朋友", "老公", "老婆", "父母", "孩子",
        "房东", "租客", "公司", "员工", "买家", "卖家",
    ]
    private static let acts = [
        "给", "被", "比", "欠", "爱", "喜欢", "问", "教", "骂", "打", "帮", "帮助", "找", "追", "送", "借给", "骗", "删了", "拉黑", "拉黑了", "打了",
        "骂了", "骗了", "欠了", "讨厌", "想", "等", "养", "陪", "怕", "信任", "照顾", "告", "起诉", "举报", "救",
        "甩了", "伤害", "嫁给", "原谅", "认识", "像", "向", "把", "让", "暗恋", "辞退", "解雇", "投诉",
    ]

    private func roles(_ sentence: EditableSentence) -> [Edit] {
        var edits: [Edit] = []
        for act in Self.acts {
            for link in sentence.places(of: act) {
                guard let left = person(sentence, before: link.lowerBound),
                    let right = person(sentence, at: link.upperBound), isWhole(sentence, left, right),
                    let edit = exchange(sentence, left, right), !edits.contains(edit)
                else { continue }
                edits.append(edit)
            }
        }
        return edits
    }

    private func person(_ sentence: EditableSentence, before end: Int) -> Range<Int>? {
        Self.persons.first { sentence.has($0, before: end) }.map { end - $0.count..<end }
    }

    private func person(_ sentence: EditableSentence, at start: Int) -> Range<Int>? {
        Self.persons.first { sentence.has($0, at: start) }.map { start..<start + $0.count }
    }

    /// 我 of 我的 and of 自我 is no person of its own, and 想你 in 我想你了 is said to you.
    private func isWhole(_ sentence: EditableSentence, _ left: Range<Int>, _ right: Range<Int>) -> Bool {
        let behind = ["的", "们", "家", "国", "校", "自己", "老", "妈", "爸", "俩", "这", "那"]
        let before = ["请", "求", "叫", "麻烦", "的", "自", "和", "跟", "与", "对", "给", "让", "教", "把", "被", "和", "比", "帮"]
        // 我 elsewhere in the sentence would have to change too.
        for person in [left, right] where sentence.places(of: sentence.text(person)).count > 1 { return false }
        return !behind.contains { sentence.has($0, at: right.upperBound) }
            && !before.contains { sentence.has($0, before: left.lowerBound) }
    }

    // MARK: 美元换人民币

    private static let changes = [
        "换成", "换", "转到", "转入", "转", "兑换", "兑", "导入", "变成", "追", "赢了", "赢", "打败", "改成", "导到", "迁移到", "同步到", "比",
    ]

    private func changes(_ sentence: EditableSentence) -> [Edit] {
        for group in EditLexicons.entities.groups + EditLexicons.places.groups {
            let names = group.flatMap { $0 }
            for link in Self.changes {
                for place in sentence.places(of: link) {
                    guard let left = names.first(where: { sentence.has($0, before: place.lowerBound) }),
                        let right = names.first(where: { sentence.has($0, at: place.upperBound) }),
                        let edit = exchange(
                            sentence, place.lowerBound - left.count..<place.lowerBound,
                            place.upperBound..<place.upperBound + right.count)
                    else { continue }
                    return [edit]
                }
            }
        }
        return []
    }
}
