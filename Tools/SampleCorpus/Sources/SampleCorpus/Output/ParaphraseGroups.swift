/// Groups of sentences that mean the same, as training text for a paraphrasing model.
///
/// Only meanings that belong to train are used, so that dev and test stay unseen.
public struct ParaphraseGroups {
    /// The sentences of one meaning.
    public struct Group: Codable, Sendable {
        /// The intent's name.
        public let intent: String
        /// Different wordings of one meaning.
        public let sentences: [String]
    }

    private let content: Content
    private let renderer: Renderer
    private let rule: SplitRule
    private var dice: Dice
    private var seen: Set<Meaning> = []

    /// Prepares groups; with the corpus' seed its dev and test meanings are the ones left out.
    public init(_ content: Content, seed: UInt64) {
        self.content = content
        renderer = Renderer(content: content)
        let dice = Dice(seed: seed)
        rule = SplitRule(content: content, dice: dice.branch("split"))
        self.dice = dice.branch("groups")
    }

    /// Hands up to `count` groups of different meanings to `sink`, intent by intent in turn; fewer if the content ends.
    public mutating func write(_ count: Int, to sink: (Group) throws -> Void) rethrows -> Int {
        var written = 0
        var idleRounds = 0
        while written < count && idleRounds < 20 {
            let before = written
            for intent in content.intents.indices where written < count {
                guard let meaning = freshMeaning(intent) else { continue }
                try sink(group(meaning))
                written += 1
            }
            idleRounds = written == before ? idleRounds + 1 : 0
        }
        return written
    }

    private mutating func freshMeaning(_ intent: Int) -> Meaning? {
        let variants = content.intents[intent].variants.count
        for _ in 0..<8 {
            let variant = variants > 1 && dice.chance(300) ? 1 + dice.below(variants - 1) : 0
            let meaning = content.meaning(intent, variant, content.intents[intent].randomValues(&dice))
            if rule.split(of: meaning) == .train, seen.insert(meaning).inserted { return meaning }
        }
        return nil
    }

    private mutating func group(_ meaning: Meaning) -> Group {
        let intent = content.intents[meaning.intent]
        let phrases = dice.shuffled(Array(intent.variants[meaning.variant].phrases.indices))
        var keys: Set<String> = []
        let sentences = phrases.map { Dress.sentence(renderer.words(meaning, phrase: $0, &dice), &dice) }
        return Group(intent: intent.name, sentences: sentences.filter { keys.insert(MatchKey.of($0)).inserted })
    }
}
