/// Whether a sentence asks.
enum SentenceType {
    /// By its question mark, its last particle or a question word, in compared form.
    ///
    /// - Parameters:
    ///   - text: as a trainer reads it, with punctuation.
    ///   - key: as it is compared, without.
    static func isQuestion(text: ArraySlice<UInt8>, key: ArraySlice<UInt8>) -> Bool {
        let last = String(decoding: text.suffix(12), as: UTF8.self).unicodeScalars.last {
            !$0.properties.isWhitespace && !"”\"』」)）】".unicodeScalars.contains($0)
        }
        if let last, "?？".unicodeScalars.contains(last) { return true }
        let asked = String(decoding: key, as: UTF8.self)
        if let end = asked.last, "吗呢么嘛".contains(end) { return true }
        return words.contains { asked.contains($0) }
    }

    /// Words that hardly ever stand in a statement.
    private static let words = [
        "什么", "怎么", "怎样", "如何", "为何", "为什么", "哪里", "哪儿", "哪个", "哪些", "哪家", "哪种", "多少", "几点", "几个", "是否", "是不是", "能不能",
        "可不可以", "有没有", "会不会", "要不要", "好不好", "多久", "多大", "多长", "多远", "请问", "谁",
    ]
}
