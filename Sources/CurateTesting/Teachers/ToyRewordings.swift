/// Rewordings of a sentence by rule: right ones, trivial ones, and ones that change what it says.
public enum ToyRewordings {
    /// Each group in a fixed order; never empty.
    public static func all(of text: String) -> [String] { right(text) + trivial(text) + wrong(text) }

    /// They say the same in other words.
    public static func right(_ text: String) -> [String] {
        let body = stripped(text)
        var result = ["请问\(body)？", "我想知道\(body)"]
        for (word, synonym) in synonyms where body.contains(word) { result.append(replaced(body, word, synonym)) }
        if body.hasSuffix("吗") { result.append(body.dropLast() + "么？") }
        if body.hasSuffix("么"), !body.hasSuffix("什么"), !body.hasSuffix("怎么") {
            result.append(body.dropLast() + "吗？")
        }
        return result
    }

    /// The text itself, and itself but for punctuation.
    public static func trivial(_ text: String) -> [String] { [text, stripped(text) + "。"] }

    /// They say something else.
    public static func wrong(_ text: String) -> [String] {
        let body = stripped(text)
        var result = ["今天晚上吃什么"]
        if let digit = body.first(where: { ("0"..."8").contains($0) }), let value = digit.wholeNumberValue {
            result.append(replaced(body, String(digit), String(value + 1)))
        }
        if body.contains("不") {
            result.append(replaced(body, "不", ""))
        } else if let place = verbs.first(where: body.contains) {
            result.append(replaced(body, place, "不" + place))
        }
        for (color, other) in colors where body.contains(color) {
            result.append(replaced(body, color, other))
        }
        return result
    }

    private static let colors: [(String, String)] = [("红", "蓝"), ("黑", "白")]
    private static let verbs: [String] = ["能", "会", "是", "要"]
    private static let synonyms = [
        ("怎么", "如何"), ("为什么", "为何"), ("哪个", "哪一个"), ("多少", "几多"), ("手机", "移动电话"), ("如何", "怎样"),
        ("可以", "能够"), ("喜欢", "喜爱"),
    ]

    /// Without the marks at its end.
    private static func stripped(_ text: String) -> String {
        var text = Substring(text)
        while let last = text.last, "？?。！!.".contains(last) { text.removeLast() }
        return String(text)
    }

    /// The first occurrence only.
    private static func replaced(_ text: String, _ word: String, _ other: String) -> String {
        let (characters, wanted) = (Array(text), Array(word))
        guard characters.count >= wanted.count,
            let start = (0...characters.count - wanted.count).first(where: {
                Array(characters[$0..<$0 + wanted.count]) == wanted
            })
        else { return text }
        return String(characters[..<start]) + other + String(characters[(start + wanted.count)...])
    }
}
