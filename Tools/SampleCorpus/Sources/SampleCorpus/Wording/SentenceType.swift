/// How a sentence asks, read from its words: decides which particles, greetings and marks suit it.
enum SentenceType {
    case wh, yesNo, statement

    private static let interrogatives = [
        "怎么", "怎样", "如何", "咋", "什么", "啥", "哪", "多少", "多久", "多大", "多长", "多远", "多高", "多重", "多快", "多宽",
        "谁", "为何", "何时", "几",
    ]
    private static let choices = ["是不是", "能不能", "会不会", "有没有", "可不可以", "要不要", "好不好", "可否", "能否", "是否", "该不该"]
    private static let endings: Set<Character> = ["吗", "吧", "么", "没"]

    /// The type of the sentence's last clause.
    static func of(_ words: String) -> SentenceType {
        let clause = words.split { "，,。；：".contains($0) }.last.map(String.init) ?? words
        if let last = clause.last, endings.contains(last), !clause.hasSuffix("什么") { return .yesNo }
        if clause.hasSuffix("没有") || clause.hasSuffix("了不") { return .yesNo }
        let plain = clause.replacingParts(["好几", "几乎", "茶几", "怎么也", "什么都", "没什么", "怎么都"])
        if choices.contains(where: plain.contains) { return .yesNo }
        return interrogatives.contains(where: plain.contains) ? .wh : .statement
    }
}

extension String {
    /// The text without the given parts.
    func replacingParts(_ parts: [String]) -> String {
        parts.reduce(self) { text, part in text.split(separator: part, omittingEmptySubsequences: false).joined() }
    }
}
