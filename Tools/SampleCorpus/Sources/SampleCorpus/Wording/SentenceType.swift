/// How a sentence asks, read from its words: decides which particles, greetings and marks suit it.
enum SentenceType {
    case wh, yesNo, statement

    private static let interrogatives = WordList([
        "怎么", "怎样", "如何", "咋", "什么", "啥", "哪", "多少", "多久", "多大", "多长", "多远", "多高", "多重", "多快", "多宽",
        "谁", "为何", "何时", "几",
    ])
    private static let choices = WordList(["有没有", "可否", "能否", "是否", "还是"])
    /// Words that hold an interrogative without asking.
    private static let exceptions = ["好几", "几乎", "茶几", "怎么也", "什么都", "没什么", "怎么都"]
    private static let exceptionList = WordList(exceptions)
    private static let endings: Set<Character> = ["吗", "吧", "没", "不"]

    /// The type of the sentence's last clause.
    static func of(_ words: String) -> SentenceType {
        let clause = words.split { "，,。；：".contains($0) }.last.map(String.init) ?? words
        if let last = clause.last, endings.contains(last) || clause.hasSuffix("没有") { return .yesNo }
        let bytes = withoutExceptions(clause)
        if choices.isFound(in: bytes) || offersOpposites(clause) { return .yesNo }
        return interrogatives.isFound(in: bytes) ? .wh : .statement
    }

    private static func withoutExceptions(_ clause: String) -> [UInt8] {
        let bytes = Array(clause.utf8)
        guard exceptionList.isFound(in: bytes) else { return bytes }
        let rest = exceptions.reduce(clause) { text, part in
            text.split(separator: part, omittingEmptySubsequences: false).joined()
        }
        return Array(rest.utf8)
    }

    /// Whether the clause asks as in 能不能, 好不好, 合不合.
    private static func offersOpposites(_ clause: String) -> Bool {
        let characters = Array(clause)
        return characters.indices.dropFirst().dropLast().contains { index in
            characters[index] == "不" && characters[index - 1] == characters[index + 1]
        }
    }
}
