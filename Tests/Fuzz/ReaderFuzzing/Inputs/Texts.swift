/// Sentences for all inputs, written for them, and the rows that they make.
enum Texts {
    static let pairs: [(a: String, b: String, label: String)] = [
        ("怎么把旧手机里的相册搬过来", "换了手机，照片怎么转移", "1"), ("雨停了吗", "外面还下雨吗？", "1"),
        ("这趟车几点发", "这趟车几点到", "0"), ("苹果 一斤多少", "苹果一斤多少钱", "1.0"), ("", "空的那边", "0"),
        ("他说\"好\"", "她说'不'", "0"), ("😀🇨🇳", "👨‍👩‍👧", "0"), ("全角，逗号；分号", "半角,逗号;分号", "-"),
        ("标签写错", "标签写错了", "是"), ("ａｂｃ", "abc", "1"), ("𠮷野家几点开门", "吉野家幾點開門", "1"), ("a", "b", "2"),
    ]

    static let simple = pairs.filter { !$0.a.isEmpty && $0.a.utf8.count != $0.a.utf16.count || $0.a == "a" }

    static func rows(_ end: String, _ row: ((a: String, b: String, label: String)) -> String) -> String {
        pairs.map { row($0) + end }.joined()
    }

    static let tabbed = rows("\n") { "\($0.a)\t\($0.b)\t\($0.label)" }

    static let tabbedBadly =
        "\u{FEFF}" + rows("\r\n") { "\($0.a)\t\($0.b)\t\($0.label)" } + "一列\r\n\n \t\r\n四\t列\t1\t多\n尾\t无换行\t1"

    static let quoted = rows("\r\n") { "\(quote($0.a)),\(quote($0.b)),\($0.label)" }

    static let quotedBadly =
        "\"跨\n行\",\"a,b\",1\n开,\"着的,0\n\"x\"y,z,1\n\"\"\"\",\"\"\"a\"\"\",\"1\"\r\n,,\n\n\"\"\n尾,无换行,\"1\""

    private static func quote(_ text: String) -> String {
        "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    static func object(_ row: (a: String, b: String, label: String)) -> String {
        let number = Float(row.label) != nil
        return "{\"a\": \(json(row.a)), \"b\": \(json(row.b)), \"l\": \(number ? row.label : json(row.label))}"
    }

    private static func json(_ text: String) -> String {
        "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
    }

    static let objects = rows("\n", object)

    static let objectsBadly = """
        {"a": "\\u6587\\ud83d\\ude00\\n", "b": "x\\/y", "l": "1", "more": [1, {"a": null}, "]}"]}\r
        {"a": "缺", "l": 1}
        ["a", "b"]

        {"a": 1, "b": "x", "l": true}
        {"a": "\\ud83d", "b": "x", "l": 1}
        {"a": "x", "b": "y", "l": 0} 尾
        {"l": 1, "b": "顺序", "a": "不同"}
        """

    static let array = "[\n" + pairs.map(object).joined(separator: ",\n") + "\n]\n"

    static let arrayBadly = """
        [{"a": "一",
          "b": "行\\n里", "l": 1}, {"a": "x", "b": "y", "l": 0}, 17, null, ["z"],
        {"a": "开着, "b": "", "l": 1},
        {"a": "没关", "b": "y", "l": 1
        {"a": "又好了", "b": "y", "l": 1}, {}
        ]
        """

    static let wrapped = "{\"version\": \"1]\", \"meta\": {\"data\": [1]}, \"data\": \(array), \"end\": []}"

    static let group = """
        {"text": "怎么退款", "same": ["如何退款", "退款流程", "钱怎么退"]}
        {"text": "空的", "same": []}
        {"text": "混的", "same": ["x", 1]}
        {"text": "几点", "same": "几点了"}
        """

    static let xml = """
        <?xml version="1.0" encoding="UTF-8"?>
        <set>
        \(pairs.prefix(6).map { "<pair label=\"\($0.label)\"><t1>\($0.a)</t1><t2>\($0.b)</t2></pair>" }.joined(separator: "\n"))
        </set>
        """

    static let xmlBadly = """
        <!DOCTYPE set [<!ENTITY who "小王"><!ENTITY twice "&who;&who;">]>
        <set xmlns:x="urn:x">
        <!-- <pair> --><pair
          label='1'><t1>&twice;：&quot;3 &lt; 5&#x2028;</t1><t2><![CDATA[x < y]]></t2></pair>
        <pair label="0"><t1>a<b>粗</b>c</t1><t2/><t2>第二个</t2></pair><x:pair label="1"><t1>x</t1><t2>y</t2></x:pair>
        <pair><t1>没有标签</t1><t2>b</t2></pair><pair label="1"><pair label="0"/><t1>里</t1></pair>
        </set>
        """
}
