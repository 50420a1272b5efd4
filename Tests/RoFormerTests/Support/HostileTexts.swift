/// Texts that tokenizers disagree on.
enum HostileTexts {
    static let all: [String] = plain + odd + special + long + mixed(count: 400)

    static let plain = [
        "", " ", "微信和支付宝哪个好？", "今天是2026年11月27日,星期五。", "怎么把iPhone连到WiFi上", "他说：“好的”……然后走了", "ok hello the 2016",
        "价格是3.5元/斤，打8.8折", "don't you think it's 100% ok?", "a-b_c+d=e", "【公告】（内部）《通知》", "GPS定位、USB接口、VIP会员",
    ]

    static let odd = [
        "ＱＱ号１２３４５，ｗｉｆｉ", "😀👍🏽 好", "👨‍👩‍👧‍👦一家", "🇨🇳加油", "cafe\u{301} CAFÉ", "İstanbul ISTANBUL ıI", "ΟΔΥΣΣΕΥΣ ΣΑΣ σς",
        "ﬁne ﬀ ǅ ǆ ß ẞ", "\u{202E}倒着\u{202C}", "א\u{5B7}ב", "零\u{200B}宽\u{200D}空\u{FEFF}格", "替\u{FFFD}换",
        "空\u{0}字\u{1}符\u{7F}",
        "制\t表\r行", "㐀㐁䶵", "𠀀𪛖𪜀𫜴𫝀𫠝𫠠𬺡", "𬺰𮯠\u{30000}\u{3134A}", "豈更車\u{2F800}\u{FA0E}", "한국어 안녕하세요 각",
        "ひらがな カタカナ ｶﾀｶﾅ がぎ",
        "x\u{338}<\u{338}=\u{338}≮≠", "a\u{2028}b\u{2029}c\u{85}d\u{3000}e\u{2003}f", "①②③ Ⅳ ½ ㎏ ℃",
        "\u{E000}私用\u{F8FF}",
        "\u{378}未定\u{10FFFE}", "मनीष \u{93F}\u{94D}", "ไทยแลนด์", "\u{1D165}\u{1D16D}音\u{1D15F}",
        "\u{302E}\u{302F}a\u{302F}\u{301}\u{302E}b",
        "\u{16FF0}\u{16FF1}x\u{16FF1}\u{16FF0}", "\u{1100}\u{1161}\u{11A8}", "ĿÀ\u{345}ᾼ", "\u{212A}\u{212B}\u{2126}",
        "\u{37E}\u{387}\u{1FEF}",
        "##ing #话题# ##", "🤷🏻‍♂️", "“”‘’——…·、", "a\u{AD}b", "e\u{301}\u{327}o\u{328}\u{302}", "\u{1B05}\u{1B35}\u{1B44}",
    ]

    static let special = [
        "今天[MASK]气", "[CLS]你好[SEP]", "[mask] [Mask] [MASK]", "[[MASK]]", "[MASK[MASK]", "[UNK][PAD][SEP]", "[unused1]",
        "[MASK", "MASK]",
        "x[SEP]\u{302E}\u{302F}A", "[MA\u{0}SK]", "[MA\u{301}SK]",
    ]

    static let long = [
        String(repeating: "a", count: 100), String(repeating: "a", count: 101), String(repeating: "好", count: 300),
        String(repeating: "é", count: 100), String(repeating: "é", count: 101), String(repeating: "각", count: 34),
        String(repeating: "👍", count: 120), "x" + String(repeating: "\u{301}", count: 500) + "y",
    ]

    /// Pieces of the texts above and random characters, in any order; the same each time.
    static func mixed(count: Int) -> [String] {
        var random = Numbers(state: 20_210_719)
        let whole = plain + odd + special
        let pieces: [String] = whole + whole.joined().map { String($0) }
        return (0..<count).map { _ in
            (0..<1 + random.below(12)).map { _ in
                random.below(3) == 0 ? random.character() : pieces[random.below(pieces.count)]
            }.joined(separator: random.below(2) == 0 ? "" : " ")
        }
    }

    /// Ids of any order, those of special tokens and of continuations included; the first is never alone.
    static func idSequences(count: Int, below size: Int) -> [[Int32]] {
        var random = Numbers(state: 7)
        return (0..<count).map { _ in
            (0..<1 + random.below(40)).map { _ in
                Int32(random.below(3) == 0 ? random.below(size) : 100 + random.below(900))
            }
        }
    }

    private struct Numbers {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }

        /// Any but surrogates and line ends; none that Unicode 15 added, which a reference may not know.
        mutating func character() -> String {
            let bound = [0x80, 0x3000, 0xFFFF, 0x110000][below(4)]
            guard let scalar = Unicode.Scalar(UInt32(below(bound))), scalar != "\n", scalar.isOld else { return "" }
            return String(scalar)
        }
    }
}

extension Unicode.Scalar {
    /// Whether Unicode 14 knows it, or nothing does.
    fileprivate var isOld: Bool { properties.age.map { $0.major < 15 } ?? true }
}
