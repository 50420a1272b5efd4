import Testing

@testable import SampleCorpus

@Suite struct GrammarTests {
    @Test func aPhraseHasTextSlotsAndChoices() throws {
        let phrase = try PhraseParser.parse("(怎么|如何)从{起}到{止}", slotNames: ["起", "止"])
        #expect(
            phrase.pieces == [
                .choice([[.text("怎么")], [.text("如何")]]), .text("从"), .slot(0), .text("到"), .slot(1),
            ])
        #expect(phrase.slots == [0, 1])
    }

    @Test func aSlotInOneOptionOnlyIsNotSure() throws {
        let phrase = try PhraseParser.parse("(在{城}|)租房", slotNames: ["城"])
        #expect(phrase.slots.isEmpty)
    }

    @Test(arguments: [
        ("{城", PhraseError.unclosed("{")), ("(一|二", .unclosed("(")), ("一|二", .unexpected("|")), ("(一)", .lonelyChoice),
        ("{省}", .unknownSlot("省")),
    ])
    func mistakesInAPhraseAreNamed(text: String, error: PhraseError) {
        #expect(throws: error) { try PhraseParser.parse(text, slotNames: ["城"]) }
    }

    @Test func valuesHaveSpellingsAndRanges() {
        #expect(SlotParser.values("一年/1年 两年") == [["一年", "1年"], ["两年"]])
        #expect(SlotParser.values("1..3 10..30+10") == [["1"], ["2"], ["3"], ["10"], ["20"], ["30"]])
    }

    @Test func aDomainIsReadWithItsVariants() throws {
        let text = """
            domain 出行
            # a comment
            intent 去
            slot 起 = @城市
            slot 止 = @城市
            swap 起 止
            - 从{起}到{止}
            not focus
            - 去{止}玩
            """
        let lists = try SlotParser.lists("list 城市 : place\n北京 上海\n", file: "lists")
        let intents = try DomainParser.parse(text, file: "travel", lists: lists)
        let intent = try #require(intents.first)
        #expect(intent.exchange == .swap(0, 1))
        #expect(intent.variants.map(\.contrast) == [nil, .focus])
        #expect(intent.variants[1].slots == [1])
        #expect(intent.meaningCount == 4)
    }

    @Test func aSlotMayTakeItsValuesFromSeveralLists() throws {
        let lists = try SlotParser.lists("list 水果 : entity\n梨 桃\nlist 生果 : entity\n桃 李\n", file: "lists")
        let text = "domain 吃\nintent 买\nslot 甲 = @水果+@生果\nslot 乙 = @水果\n- 买{甲}和{乙}\n"
        let intent = try #require(try DomainParser.parse(text, file: "food", lists: lists).first)
        #expect(intent.slots[0].values == [["梨"], ["桃"], ["李"]])
        #expect(throws: ContentError.self) {
            try DomainParser.parse("domain 吃\nintent 买\nslot 甲 = @水果+@无\n", file: "food", lists: lists)
        }
    }

    @Test(arguments: [
        ("intent 去\n- 去", 1, "no 'domain'"), ("domain 出行\n- 去", 2, "before the first"),
        ("domain 出行\nintent 去\nslot 起 = @省\n- 去", 3, "no list"),
        ("domain 出行\nintent 去\nslot 天 : number = 1..3\n- 去", 4, "mention the same slots"),
        ("domain 出行\nintent 去\nwhat 去", 3, "expected domain"),
    ])
    func mistakesInADomainHaveAPlace(text: String, line: Int, words: String) {
        let error = #expect(throws: ContentError.self) {
            try DomainParser.parse(text, file: "travel", lists: [:])
        }
        #expect(error?.line == line)
        #expect(error?.description.contains(words) == true)
    }
}
