import Testing

@testable import CurateReport

struct MarkupTests {
    @Test func markupInTextIsInert() {
        let html = Markup.sentence("<script>alert('x')</script> & \"q\"")
        #expect(!html.contains("<script"))
        #expect(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot;"))
    }

    @Test func whatCannotBeSeenIsNamed() {
        let html = Markup.sentence("左\u{202E}右\u{0}尾\u{200B}")
        for scalar in ["\u{202E}", "\u{0}", "\u{200B}"] {
            #expect(!html.unicodeScalars.contains(scalar.unicodeScalars.first!))
        }
        for name in ["U+202E", "U+0000", "U+200B"] { #expect(html.contains(">\(name)</span>")) }
    }

    @Test func aLongTextIsCutAndSaysSo() {
        let html = Markup.sentence(String(repeating: "很", count: 100_000))
        #expect(html.count < 500)
        #expect(html.contains("and 99,760 characters more"))
    }

    @Test func differencesOfLikeSentencesAreMarked() {
        let (a, b) = Markup.sentences("我喜欢北京的秋天", "我不喜欢北京的秋天")
        #expect(a == "<bdi>我喜欢北京的秋天</bdi>")
        #expect(b == "<bdi>我<mark>不</mark>喜欢北京的秋天</bdi>")
        let (c, d) = Markup.sentences("怎么退货", "今天天气不错")
        #expect(!c.contains("<mark>") && !d.contains("<mark>"))
        #expect(Markup.sentences("<b>退货</b>", "<b>退款</b>").1.contains("&lt;b&gt;退<mark>款</mark>&lt;/b&gt;"))
    }
}
