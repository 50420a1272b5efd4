import Testing
import XMLReading

struct HTMLTextTests {
    @Test(arguments: [
        "", " ", "a<b", "AT&T", "3<5", "i<3", "a < b > c", "x<b and c>d", "<姓名>", "<mask>", "&nbsp", "&foo;", "&;",
        "&#;", "&#x;", "&#xD800;", "&#0;", "&#+65;", "1 <2> 3", "<>", "</>", "<", "&", "<a", "<a href=", "<a href=\"x",
        "<!-- x", "<b", "a\u{0}b", "你好\t\n 世界  ", "R&D&B", "&#1114112;",
    ])
    func textWithoutMarkupStays(_ text: String) {
        #expect(Array(HTMLText.plainText(text).utf8) == Array(text.utf8))
    }

    @Test(arguments: [
        ("<p>你好</p>", "你好"),
        ("你<b>好</b>吗", "你好吗"),
        ("一<br>二<br/>三<BR />四", "一 二 三 四"),
        ("<div>一</div><div>二</div>", "一 二"),
        ("<ul><li>甲</li><li>乙</li></ul>丙", "甲 乙 丙"),
        ("&lt;b&gt;", "<b>"),
        ("&amp;lt;", "&lt;"),
        ("&amp;amp;nbsp;", "&amp;nbsp;"),
        ("A&nbsp;B", "A\u{A0}B"),
        ("&#12345;&#x4E2D;&quot;&apos;&hellip;", "〹中\"'…"),
        ("&#128512;", "😀"),
        ("<script>if (a<b) { alert('x</p>') }</script>留", "留"),
        ("<style>p { color: red }</style>留", "留"),
        ("前<!-- 注 <b> -->后", "前后"),
        ("<!DOCTYPE html><html><head><title>题</title></head><body>文</body></html>", "题 文"),
        ("<a href=\"x?a=1&b=2>3\" title='y'>链</a>接", "链接"),
        ("<input type=checkbox checked disabled>选", "选"),
        ("3<5 &amp; 7>6", "3<5 & 7>6"),
        ("<p>a<b</p>", "a<b"),
        ("<姓名>是<b>谁</b>", "<姓名>是谁"),
        ("AT&T <i>R&D</i>", "AT&T R&D"),
        ("</p>只有结尾", "只有结尾"),
        ("  前面<b>有</b>空格  ", "  前面有空格  "),
        ("<b>没关", "没关"),
        ("a<b>c", "ac"),
        ("a\u{0}b<br>c", "ab c"),
        ("<td>1</td><td>2</td>", "1 2"),
    ])
    func markupGoesAndTextStays(_ html: String, _ text: String) {
        #expect(HTMLText.plainText(html) == text)
    }

    @Test func metaCharsetDoesNotMisleadTheParser() {
        let meta = "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">"
        let html = "<html><head>\(meta)</head>中文</html>"
        #expect(HTMLText.plainText(html) == "中文")
    }

    @Test func invalidUTF8StaysAsItIs() {
        let bytes: [UInt8] = Array("<b>".utf8) + [0xFF, 0xE4, 0xB8] + Array("</b>".utf8)
        #expect(HTMLText.plainText(bytes) == bytes)
    }

    @Test func aLongTextKeepsEveryCharacter() {
        let sentence = "这是一个 <b>很长</b> 的句子，a<b。"
        let html = String(repeating: sentence, count: 20_000)
        let text = String(repeating: "这是一个 很长 的句子，a<b。", count: 20_000)
        #expect(HTMLText.plainText(html) == text)
    }

    @Test func deepAndUnclosedMarkupEnds() {
        let deep = String(repeating: "<div>", count: 20_000) + "底"
        #expect(HTMLText.plainText(deep) == "底")
        let unclosed = String(repeating: "<!-- ", count: 50_000)
        #expect(HTMLText.plainText(unclosed) == unclosed)
    }
}
