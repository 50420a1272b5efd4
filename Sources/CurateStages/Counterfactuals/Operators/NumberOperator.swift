internal import CurateCore

/// Changes a number.
struct NumberOperator: EditOperator {
    func edits(_ sentence: EditableSentence) -> [Edit] { digits(sentence) + numerals(sentence) }

    // MARK: Digits

    private func digits(_ sentence: EditableSentence) -> [Edit] {
        let runs = sentence.runs { $0.isASCII && $0.isNumber }
        return runs.compactMap { run in
            // A long number names something that nobody knows by heart, and 110 is no number at all.
            guard run.count <= 4, !isNameLike(sentence, run), let value = Int(sentence.text(run)) else { return nil }
            guard !isListed(sentence, run), let other = other(sentence, run, value) else { return nil }
            return sentence.replacing(run, with: other, .number)
        }
    }

    /// `26、` counts the sentence, not in it; and a number that stands twice would have to change twice.
    private func isListed(_ sentence: EditableSentence, _ run: Range<Int>) -> Bool {
        let counted = Self.measures + ["万", "千", "百", "多", "月", "日", "G", "g"]
        let isFirst = run.lowerBound == 0 && !counted.contains { sentence.has($0, at: run.upperBound) }
        let isLast =
            run.upperBound == sentence.count && run.lowerBound > 0
            && "啊呢吗的？?吧呀".contains(sentence.characters[run.lowerBound - 1])
        return isFirst && run.count < 3 || isLast || sentence.places(of: sentence.text(run)).count > 1
    }

    /// Another number, of those that can stand before the next word.
    private func other(_ sentence: EditableSentence, _ run: Range<Int>, _ value: Int) -> String? {
        let end = run.upperBound + (sentence.has(" ", at: run.upperBound) ? 1 : 0)
        func next(_ words: [String]) -> Bool { words.contains { sentence.has($0, at: end) } }
        if next(["月"]) { return (1...12).contains(value) ? String(value % 12 + 1) : nil }
        if next(["号", "日"]), run.count <= 2 { return String(value % 28 + 1) }
        if next(["点", "时"]), run.count <= 2 { return String(value % 23 + 1) }
        if next(["年"]), (1900...2099).contains(value) { return String(value - 1) }
        return Self.other(value, width: run.count)
    }

    private func isNameLike(_ sentence: EditableSentence, _ run: Range<Int>) -> Bool {
        let text = sentence.text(run)
        if [
            "110", "119", "120", "114", "315", "996", "007", "520", "360", "404", "58", "51", "163", "126", "12306",
            "4399", "360",
        ]
        .contains(text) {
            return true
        }
        // Of 3.5, 24/7, 1:2 and 2019-2020 one half says nothing.
        let marks = ".:：/-~－—×*+=%"
        let before = run.lowerBound > 0 ? sentence.characters[run.lowerBound - 1] : " "
        let behind = run.upperBound < sentence.count ? sentence.characters[run.upperBound] : " "
        return marks.contains(before) || marks.contains(behind)
    }

    /// Another number of as many digits, about as large.
    private static func other(_ value: Int, width: Int) -> String {
        let text = String(value)
        if text.count < width { return String(value) }
        let zeros = text.reversed().prefix { $0 == "0" }.count
        let scale = (0..<zeros).reduce(1) { product, _ in product * 10 }
        let head = value / scale
        let changed = String(head).last == "9" ? head - 2 : head + (head == 1 ? 2 : 1)
        return String(changed * scale)
    }

    // MARK: Chinese numerals

    private static let numerals = Array("二两三四五六七八九")
    private static let measures = [
        "个", "天", "年", "岁", "块", "元", "次", "人", "周", "小时", "分钟", "分", "斤", "公斤", "米", "公里", "本", "张", "件", "套", "瓶",
        "杯", "条", "只", "台", "辆",
        "口", "层", "楼", "号", "位", "名", "倍", "克", "毫升", "升", "寸", "尺", "寸", "门", "科", "种", "篇", "首", "遍", "代", "胎", "室",
        "环", "线", "集", "季", "级", "年级",
        "月", "点", "星期", "十",
    ]
    /// Numerals that count nothing, beside those that facts leave out.
    private static let idioms = [
        "三国", "四川", "九江", "三亚", "七夕", "五官", "三分", "五花肉", "八卦", "三角", "四大", "三大", "六一", "三八", "五一", "十一", "双十", "两会",
        "两性", "三星", "一二", "二三", "三四", "四五",
        "五六", "六七", "七八", "八九", "七七八八", "三三", "四季", "四面", "五行", "五线谱", "六级", "四级", "二手", "二胎", "二级", "三明治", "八仙", "九寨沟",
        "两口子", "两个人", "两人", "三点式",
        "七点档", "三只松鼠", "四不像", "五星级", "五笔", "二号", "三号", "二甲", "三甲", "三维", "二维", "二次", "三原色", "三伏", "九九", "小三", "老三",
        "老二", "老四", "张三", "李四", "十二生肖",
        "二人转", "三七", "四六级", "五险一金", "六神", "八宝", "九阴", "二十四节气", "两岸", "三从四德", "四书五经", "两广", "三峡", "四舍五入", "五十六个民族",
        "七大洲", "四大名著", "八大菜系", "两弹一星", "五角星",
    ]

    private func numerals(_ sentence: EditableSentence) -> [Edit] {
        let hidden = sentence.hidden(by: Self.idioms)
        return sentence.runs { Self.numerals.contains($0) || "一十百千万亿零〇".contains($0) }.compactMap { run in
            guard run.count == 1, !hidden.contains(where: { $0.overlaps(run) }),
                let value = Self.numerals.firstIndex(of: sentence.characters[run.lowerBound]),
                Self.measures.contains(where: { sentence.has($0, at: run.upperBound) })
            else { return nil }
            let before = run.lowerBound > 0 ? sentence.characters[run.lowerBound - 1] : " "
            if "0123456789.第周期十大老小几数".contains(before), before != "第" { return nil }
            let isOrdinal = before == "第"
            return sentence.replacing(run, with: Self.other(Self.numerals[value], isOrdinal: isOrdinal), .number)
        }
    }

    private static func other(_ numeral: Character, isOrdinal: Bool) -> String {
        switch numeral {
        case "二", "两": "三"
        case "三": isOrdinal ? "二" : "五"
        case "四": "三"
        case "五": "三"
        case "六": "八"
        case "七": "五"
        case "八": "六"
        default: "七"
        }
    }
}

/// Changes the unit behind a number.
struct UnitOperator: EditOperator {
    private static let units: [(String, String)] = [
        ("小时", "分钟"), ("分钟", "小时"), ("公里", "米"), ("公斤", "斤"), ("斤", "公斤"), ("厘米", "米"), ("毫升", "升"), ("个月", "年"),
        ("年", "个月"), ("天", "个月"),
        ("周", "天"), ("元", "美元"), ("万元", "元"), ("毫米", "厘米"), ("千克", "克"), ("克", "千克"), ("米", "厘米"), ("秒", "分钟"),
        ("亩", "平方米"),
    ]
    private static let notBehind = [
        "级", "代", "前", "报", "轮", "假", "货", "检", "审", "饭", "终", "内瓦", "粉", "旦", "素", "宵", "拉", "气", "生", "老", "线", "岁",
        "份", "年", "的", "月", "多", "长跑", "以", "人", "期", "底", "初",
        "卡", "庆", "间", "糖", "力", "子",
    ]

    func edits(_ sentence: EditableSentence) -> [Edit] {
        sentence.runs { $0.isASCII && $0.isNumber || "一二两三四五六七八九十百半".contains($0) }.compactMap { run in
            guard !sentence.has("第", before: run.lowerBound),
                let (unit, other) = Self.units.first(where: { sentence.has($0.0, at: run.upperBound) })
            else { return nil }
            let range = run.upperBound..<run.upperBound + unit.count
            // 2019年 is a year, 一天 any day, and 一年级 a class.
            let number = sentence.text(run)
            if number.first == "0" { return nil }
            if unit == "年", number.count > 2 || (Int(number) ?? 0) > 60 { return nil }
            if unit == "元", ["一", "二", "三", "多"].contains(number) { return nil }
            if number == "一" || number == "1" || number == "半" { return nil }
            if Self.notBehind.contains(where: { sentence.has($0, at: range.upperBound) }) { return nil }
            return sentence.replacing(range, with: other, .unit)
        }
    }
}

extension EditableSentence {
    /// The longest runs of characters that satisfy a condition.
    func runs(where condition: (Character) -> Bool) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for place in 0...count {
            let belongs = place < count && condition(characters[place])
            if belongs, start == nil { start = place }
            if !belongs, let begun = start {
                runs.append(begun..<place)
                start = nil
            }
        }
        return runs
    }
}
