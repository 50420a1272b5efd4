/// Pieces that mean something to a format.
enum Tokens {
    static let delimited = of("\t", "\n", "\r\n", "\r", "\t\t", "0", "1", "\"", "\u{FEFF}", "\u{2028}", "-", " ")

    static let quoted = of(
        "\"", "\"\"", "\"\"\"", ",", "\",\"", "\"\n", "\n\"", "\r\n", "\r", "\n", "\"\r", ",1\n", "\"x", "a,b,1\n")

    static let json = of(
        "\"", "\\\"", "\\", "{", "}", "[", "]", ",", ":", "\n", "\r\n", "null", "true", "-0", "1e400", "1.",
        "\\ud800", "\\udc00", "\\ud83d\\ude00", "\\u0000", "\\x", "\\u12", "\"a\": \"x\"", "\"l\": 1", "}\n{",
        "{\"a\": \"x\", \"b\": \"y\", \"l\": 1}", "/* */", "\"same\": [", "\"data\": [", "\u{0B}", "\u{2028}",
        "\u{FEFF}")

    static let xml = of(
        "<", ">", "&", "</", "/>", "<pair>", "</pair>", "<pair label='1'>", "<t1>", "</t1>", "<t2/>", "<x:pair>",
        "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>", "&amp;", "&#0;", "&#xD800;", "&#x10FFFF;", "&lol;", "&twice;",
        "label=\"",
        "<!DOCTYPE set [<!ENTITY lol \"x\">]>", "<!ENTITY who SYSTEM \"file:///dev/null\">", "%who;", "xmlns=\"urn:y\"",
        "encoding=\"gb18030\"", "encoding='UTF-16'", "\u{FFFE}", "\u{1}")

    /// Heads of fields, lists and structures of Thrift's compact protocol, and numbers.
    static let thrift: [[UInt8]] =
        ParquetMutation.numbers + [
            [0x19], [0x19, 0xFC], [0x19, 0xF9, 0x80, 0x80, 0x04], [0x1C], [0x1B], [0x15], [0x16], [0x18], [0x11],
            [0x12],
            [0x2C, 0x15], [0x15, 0, 0x15], [0xFC, 0xFF, 0xFF, 0x03], [0], [0x5C], [0x4C, 0x2C], Array("PAR1".utf8),
            Array("sentence1".utf8), [3, 0, 0, 0], [0x28, 0xB5, 0x2F, 0xFD],
        ]

    private static func of(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }
}
