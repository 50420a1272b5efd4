import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct KeyMakerTests {
    private func key(_ text: String, _ options: [String: OptionValue] = [:]) throws -> String {
        try KeyMaker(NormalizeStage.kind.options(options)).keys(of: TextColumn([text])).string(0)
    }

    @Test func ignoresWhatDoesNotChangeMeaning() throws {
        for text in ["怎么开发票?", "怎么開發票！", " 怎么 开\u{200B}发票…", "怎么\u{FEFF}开发\u{7}票\u{E123}"] {
            #expect(try key(text) == "怎么开发票")
        }
        #expect(try key("ＷＩＦＩ straße") == "wifistrasse")
    }

    @Test func neverIgnoresDigitsOrNegation() throws {
        #expect(try key("5朵玫瑰") != key("3朵玫瑰"))
        #expect(try key("我喜欢北京") != key("我不喜欢北京"))
    }

    @Test func protectsNumbers() throws {
        #expect(try key("利息3.5%") == "利息3.5%")
        #expect(try key("利息3.5。") != key("利息35"))
        #expect(try key("零下-5度") != key("零下5度"))
        #expect(try key("利息3.5%", ["key_numbers": "plain"]) == "利息35")
    }

    @Test func keepsScriptsApartWhenTold() throws {
        #expect(try key("發票", ["key_script": "keep"]) == "發票")
    }

    @Test func keepsPunctuationWhenTold() throws {
        #expect(try key("怎么 开发票？ iPhone  6", ["key_punctuation": "keep"]) == "怎么开发票? iphone 6")
    }

    @Test func keepsPunctuationApartThatStandsAlone() throws {
        let column = try KeyMaker().keys(of: TextColumn(["？ ？", "……", "好", "", "：)", "  ", "???"]))
        #expect((0..<column.count).map(column.string) == ["??", "......", "好", "", ":)", "", "???"])
    }

    @Test func hasDefaultsWithoutOptions() throws {
        for text in ["Ａ發票3.5？", "？", ""] {
            let plain = try KeyMaker().keys(of: TextColumn([text])).string(0)
            #expect(try plain == key(text))
        }
    }

    @Test func knowsThePlainMatchKey() throws {
        let texts = ["能開發票嗎？", "ＷｉＦｉ 3.5", "？？", ""]
        let column = try KeyMaker.matchKey().keys(of: TextColumn(texts))
        #expect((0..<column.count).map(column.string) == ["能開發票嗎", "wifi35", "", ""])
    }
}
