/// Random sentences of every intent, for an author's eyes.
public enum Reading {
    /// For every variant a line of its intent's name and a line of sentences that must all mean the same.
    public static func sheet(_ content: Content, seed: UInt64, sentences: Int = 4) -> String {
        let renderer = Renderer(content: content)
        var dice = Dice(seed: seed).branch("reading")
        var lines: [String] = []
        for (index, intent) in content.intents.enumerated() {
            lines.append("# \(intent.domain) / \(intent.name)")
            let values = intent.randomValues(&dice)
            for (number, variant) in intent.variants.enumerated() {
                let meaning = content.meaning(index, number, values)
                let phrases = dice.shuffled(Array(variant.phrases.indices)).prefix(sentences)
                let texts = phrases.map { renderer.words(meaning, phrase: $0, &dice) }
                lines.append(
                    (variant.contrast.map { "  not \($0.rawValue): " } ?? "  ") + texts.joined(separator: " | "))
            }
        }
        return lines.joined(separator: "\n")
    }
}
