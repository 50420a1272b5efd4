import Testing
import TextNormalization

/// What each rule does, by example.
struct TextNormalizerTests {
    @Test(arguments: [
        ("Ａ１，㈱ﬁ①", NormalizationRules(form: .nfkc), "A1,(株)fi1"),
        ("e\u{301}\u{AC00}\u{11A8}", NormalizationRules(form: .nfc), "é각"),
        ("\u{F900}\u{2F800}", NormalizationRules(form: .nfc), "豈丽"),
        ("Ａ㈱", NormalizationRules(form: .nfc), "Ａ㈱"),
        ("繁體「後」麵", NormalizationRules(script: .simplified), "繁体「后」面"),
        ("简体“国”", NormalizationRules(script: .traditional), "簡體“國”"),
        ("薴苧苎", NormalizationRules(script: .simplified), "苎苎苎"),
        ("Ａｂ　１！ｶﾞﾊﾟﾞ｡①", NormalizationRules(width: .half), "Ab 1!ガパ\u{3099}。①"),
        ("ÀΣΑΣ İß", NormalizationRules(caseFolding: .lower), "àσας i\u{307}ß"),
        ("ÀΣΑΣ ß", NormalizationRules(caseFolding: .fold), "àσασ ss"),
        ("，。！？：；（）【】“”‘’《》、…—～", NormalizationRules(punctuation: .ascii), ",.!?:;()[]\"\"''<>,...-~"),
        ("“中·文”€x", NormalizationRules(punctuation: .ascii), "\"中·文\"€x"),
        ("你好，　世 界！\t$1+1=2 #a_b\n", NormalizationRules(punctuation: .drop), "你好世界112ab"),
        ("a\u{200B}b\u{FEFF}c\u{AD}d\u{FE0F}e\u{180E}f\u{34F}", NormalizationRules(removeZeroWidth: true), "abcdef"),
        ("a\u{0}b\tc\u{7F}\u{9F}\u{FFFD}\n", NormalizationRules(removeControl: true), "ab\tc\u{FFFD}\n"),
        ("a\u{0}b\tc\n", NormalizationRules(removeControl: true, whitespace: .trim), "ab c"),
        ("a\u{E000}\u{F0000}b", NormalizationRules(removePrivateUse: true), "ab"),
        (" \u{A0}a  b\u{3000} ", NormalizationRules(whitespace: .trim), "a  b"),
        (" \u{A0}a \u{3000}\tb\u{85} ", NormalizationRules(whitespace: .collapse), "a b"),
        ("中 文 abc 你 ， 好 「 x 」 “ 引", NormalizationRules(whitespace: .removeBetweenHan), "中文 abc 你，好「 x 」“引"),
        ("“a” “b”", NormalizationRules(whitespace: .removeBetweenHan), "“a” “b”"),
        ("欠***元*＊＊x*", NormalizationRules(masks: .drop), "欠元x*"),
        ("欠***元", NormalizationRules(masks: .replace("[掩]")), "欠[掩]元"),
        ("欠***元！*", NormalizationRules(punctuation: .drop, masks: .replace("掩")), "欠掩元"),
        ("a***", NormalizationRules(form: .nfc, masks: .replace("\u{301}")), "á"),
    ])
    func example(_ text: String, _ rules: NormalizationRules, _ expected: String) throws {
        let result = try TextNormalizer(rules).normalize(text)
        #expect(Array(result.unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(arguments: [
        ("３．５", "3.5"), ("3.5", "3.5"), ("35", "35"), ("3 . 5", "35"), ("3..5", "35"), ("3-5", "3-5"), ("3：5", "3:5"),
        ("3/4*5", "3/4*5"), ("50％。", "50%"), ("5‰", "5‰"), ("%5", "5"), ("-5度", "-5度"), ("气温：-5度", "气温-5度"),
        ("B-52", "b52"), ("(+86) 10", "+8610"), ("-3~-5", "-3-5"), ("3.5.", "3.5"), ("1,000", "1,000"), ("3,a", "3a"),
        ("a.-5", "a5"), ("一、二", "一二"), ("", ""), ("½", "1\u{2044}2"),
    ])
    func protectedNumbers(_ text: String, _ expected: String) throws {
        let normalizer = try TextNormalizer(.matchKeyProtectingNumbers)
        #expect(normalizer.normalize(text) == expected)
    }

    @Test(arguments: [0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x4FFFF, 0x10FFFF] as [UInt32])
    func noncharactersGoWithPrivateUse(_ value: UInt32) throws {
        let text = "a\(Character(try #require(Unicode.Scalar(value))))b"
        #expect(try TextNormalizer(NormalizationRules(removePrivateUse: true)).normalize(text) == "ab")
        #expect(try TextNormalizer(NormalizationRules(form: .nfkc)).normalize(text) == text)
    }

    @Test func matchKeyIgnoresSurfaceOnly() throws {
        let key = try TextNormalizer(.matchKey)
        #expect(key.normalize("Ｈｅｌｌｏ，　世界！") == key.normalize("hello世界"))
        #expect(key.normalize("3.5") == key.normalize("35"))
        #expect(key.normalize("繁體") != key.normalize("繁体"))
        #expect(try TextNormalizer(.matchKeySimplified).normalize("繁體") == "繁体")
    }

    @Test(
        arguments: [
            ("Ａ", NormalizationRules(form: .nfkc), ChangeKinds.compatibility),
            ("e\u{301}", NormalizationRules(form: .nfkc), .composition),
            ("體", NormalizationRules(script: .simplified), .script),
            ("Ａ", NormalizationRules(width: .half), .width),
            ("A", NormalizationRules(caseFolding: .fold), .letterCase),
            ("，", NormalizationRules(punctuation: .ascii), .punctuation),
            ("a b,", NormalizationRules(punctuation: .drop), [.punctuation, .whitespace]),
            ("\u{200B}", NormalizationRules(removeZeroWidth: true), .zeroWidth),
            ("\u{0}", NormalizationRules(removeControl: true), .control),
            ("\t", NormalizationRules(removeControl: true, whitespace: .trim), .whitespace),
            ("\u{E000}", NormalizationRules(removePrivateUse: true), .privateUse),
            ("a  b", NormalizationRules(whitespace: .collapse), .whitespace),
            ("**", NormalizationRules(masks: .drop), .mask),
            ("中文 a", RuleSets.everything, []),
        ] as [(String, NormalizationRules, ChangeKinds)])
    func changesAreNamed(_ text: String, _ rules: NormalizationRules, _ kinds: ChangeKinds) throws {
        let column = Column([text])
        let result = try TextNormalizer(rules).normalize(bytes: column.bytes, ends: column.ends)
        #expect(result.changes == [kinds])
    }

    @Test func everyKindHasAName() {
        #expect(ChangeKinds.names.map(\.kind.rawValue) == (0..<12).map { 1 << $0 })
        #expect(Set(ChangeKinds.names.map(\.name)).count == 12)
    }

    @Test func emptyColumnsAndRowsStayEmpty() throws {
        let normalizer = try TextNormalizer(.matchKey)
        let none = normalizer.normalize(bytes: [], ends: [])
        #expect(none.bytes.isEmpty && none.ends.isEmpty && none.changes.isEmpty)
        let rows = normalizer.normalize(bytes: Array("a！".utf8), ends: [0, 0, 1, 1, 4, 4])
        #expect(rows.ends == [0, 0, 1, 1, 1, 1])
        #expect(rows.changes == [[], [], [], [], [.compatibility, .punctuation], []])
    }

    @Test func invalidRowsStayAndTheirNeighboursDoNotMind() throws {
        let invalid: [[UInt8]] = [
            [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0x80],
            [0xE4, 0xB8], [0x41, 0xE4], [0xE4, 0xB8, 0xAD, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF],
        ]
        let column = Column(invalid.flatMap { [$0, Array("Ａ".utf8)] })
        let result = try TextNormalizer(.matchKey).normalize(bytes: column.bytes, ends: column.ends)
        for (index, bytes) in invalid.enumerated() {
            #expect(Array(result.bytes[result.range(index * 2)]) == bytes)
            #expect(result.changes[index * 2] == .invalidUnicode)
            #expect(Array(result.bytes[result.range(index * 2 + 1)]) == Array("a".utf8))
        }
    }

    @Test func aRowThatEndsInsideACharacterIsInvalid() throws {
        let result = try TextNormalizer(.matchKey).normalize(bytes: Array("中文".utf8), ends: [4, 6])
        #expect(result.bytes == Array("中文".utf8))
        #expect(result.changes == [.invalidUnicode, .invalidUnicode])
    }

    @Test(arguments: ["中", "Ａ", "！", "*", "…", "\u{301}", "\u{0}", "3.5"])
    func aTenMegabyteRow(_ unit: String) throws {
        let count = 10_000_000 / unit.utf8.count
        let text = String(repeating: unit, count: count)
        let key = try TextNormalizer(.matchKeyProtectingNumbers)
        let once = key.normalize(unit)
        let result = key.normalize(text)
        #expect(result.utf8.count == once.utf8.count * count)
        #expect(result.utf8.starts(with: once.utf8))
    }

    @Test func aReplacementThatTheRulesChangeIsRefused() {
        for rules in [
            NormalizationRules(punctuation: .drop, masks: .replace("[x]")),
            NormalizationRules(caseFolding: .fold, masks: .replace("X")), NormalizationRules(masks: .replace("**")),
        ] {
            let error = #expect(throws: NormalizationError.self) { try TextNormalizer(rules) }
            #expect(error.map(String.init(describing:))?.contains("replacement") == true)
        }
    }

    @Test func oneNormalizerServesManyThreads() async throws {
        let normalizer = try TextNormalizer(.matchKeySimplified)
        var texts = RandomTexts(seed: 7)
        let column = Column((0..<2_000).map { _ in texts.next() })
        let expected = normalizer.normalize(bytes: column.bytes, ends: column.ends)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { normalizer.normalize(bytes: column.bytes, ends: column.ends) == expected }
            }
            for await same in group { #expect(same) }
        }
    }

    @Test func versionsAreTold() {
        #expect(UnicodeVersions.icu.split(separator: ".").count >= 2)
        #expect(UnicodeVersions.unicode.hasSuffix(".0"))
    }
}
