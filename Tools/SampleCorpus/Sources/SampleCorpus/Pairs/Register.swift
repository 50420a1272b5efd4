/// Remembers which sentences and pairs exist, so that labels never disagree and splits never share a sentence.
struct Register {
    private var owners: [String: (meaning: Meaning, split: Split)] = [:]
    private var pairs: Set<String> = []

    /// Takes a sentence for a meaning and a split; false if its words already belong to another.
    mutating func claim(_ sentence: Sentence, _ split: Split) -> Bool {
        let key = MatchKey.of(sentence.text)
        if let owner = owners[key] { return owner.meaning == sentence.meaning && owner.split == split }
        owners[key] = (sentence.meaning, split)
        return true
    }

    /// Takes a pair; false if it exists in either order.
    mutating func claim(_ first: String, _ second: String) -> Bool {
        pairs.insert(MatchKey.of(first, second)).inserted
    }

    /// Whether a sentence with these words exists.
    func holds(_ text: String) -> Bool { owners[MatchKey.of(text)] != nil }
}
