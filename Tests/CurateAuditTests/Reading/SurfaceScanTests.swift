import Testing

@testable import CurateAudit

struct SurfaceScanTests {
    private static let traditional = try? TraditionalCharacters()

    private func kinds(_ text: String) throws -> [String] {
        let traditional = try #require(Self.traditional)
        let bytes = Array(text.utf8)
        return SurfaceScan(bytes.span, traditional: traditional).kinds.members.map(\.rawValue)
    }

    @Test(
        arguments: [
            ("今天天气怎么样", []), ("价格３元", ["full_width"]), ("中\u{3000}文", ["full_width"]),
            ("你好,世界", ["ascii_punctuation"]), ("3.5元", []), ("尾号***的卡", ["mask"]), ("一*二", []),
            ("尾号＊＊的卡", ["full_width", "mask"]), ("零\u{200D}宽", ["zero_width"]), ("\u{FEFF}头", ["byte_order_mark"]),
            ("退\u{8}格", ["control"]), ("换\n行", []), ("坏\u{FFFD}字", ["replacement"]), ("私\u{E000}用", ["private_use"]),
            ("甲&amp;乙", ["ascii_punctuation", "html_entity"]), ("甲&#39;乙", ["ascii_punctuation", "html_entity"]),
            ("甲&#x27;乙", ["ascii_punctuation", "html_entity"]),
            ("AT&T公司", []), ("甲&;乙", ["ascii_punctuation"]), ("甲<br/>乙", ["html_tag"]), ("甲</p>", ["html_tag"]),
            ("3<5>2", []),
            ("a<b", []), (" NS ", ["placeholder", "outer_space"]), ("null", ["placeholder"]), ("NSA", []),
            ("電話号码", ["traditional"]), ("尾空 ", ["outer_space"]), ("两  个", ["double_space"]), ("一 个", []),
            ("", ["empty"]), (" \u{3000}", ["full_width", "outer_space", "empty"]),
        ] as [(String, [String])])
    func kindsOf(text: String, expected: [String]) throws {
        #expect(try kinds(text) == expected)
    }

    /// Simplification would change them, but simplified text has them in words of their own.
    @Test(arguments: ["著名作家", "俱乐部", "乾隆", "摔跤", "凭藉", "姊妹"])
    func simplifiedWordsAreNotTraditional(text: String) throws {
        #expect(try kinds(text) == [])
    }

    @Test func charactersAreScalars() throws {
        let traditional = try #require(Self.traditional)
        for text in ["", "a", "é中𠀀", "e\u{301}"] {
            let bytes = Array(text.utf8)
            #expect(SurfaceScan(bytes.span, traditional: traditional).characters == text.unicodeScalars.count)
        }
    }
}

struct PairShapeTests {
    private func traits(_ a: String, _ b: String) -> PairTraits {
        let (left, right) = (Array(a.utf8), Array(b.utf8))
        return PairShape.traits(left.span, right.span, areSame: a == b)
    }

    @Test(
        arguments: [
            ("我能去", "我不能去", PairTraits.negation), ("我不能去", "我能去", .negation), ("去了没", "去了", .negation),
            ("能不我去", "我能去", .negation), ("我能去", "我很能去", []), ("我能去", "我不不能去", []), ("甲乙", "乙甲", .wordOrder),
            ("甲乙", "甲乙", []), ("甲甲乙", "甲乙乙", []), ("有没有", "有无有", []), ("abc", "bca", .wordOrder),
        ] as [(String, String, PairTraits)])
    func shapes(a: String, b: String, expected: PairTraits) {
        #expect(traits(a, b) == expected)
    }
}

struct LengthCountsTests {
    @Test func quantilesAndShares() {
        var counts = LengthCounts()
        for length in 1...100 { counts.add(length, key: 1) }
        var more = LengthCounts()
        more.add(5000, key: 1)
        counts.merge(more)
        let report = counts.report
        #expect([report.texts, report.median, report.p95, report.max, report.over62] == [101, 51, 96, 5000, 39])
        #expect(report.keyMean == 1)
        #expect(LengthCounts().report.mean == 0)
    }
}
