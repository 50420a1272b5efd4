/// Groups of sentences that mean the same, as training text for a paraphrasing model.
///
/// Train, dev and test hold different meanings; whatever the seed, no group of train holds a sentence of the sample
/// corpus' dev or test.
public struct ParaphraseGroups {
    /// The sentences of one meaning.
    public struct Group: Codable, Sendable {
        /// The number of the group, from 0.
        public let group: Int
        /// The domain's name.
        public let domain: String
        /// The intent's name: groups of one intent are each other's hardest negatives.
        public let intent: String
        /// Different wordings of one meaning.
        public let texts: [String]
    }

    /// Fewest and most texts of a group.
    public static let sizes = 3...8
    /// Of a thousand words that have synonyms, how many are exchanged.
    private static let exchanged = 150

    private let content: Content
    private let renderer: Renderer
    private let rule: SplitRule
    private let split: Split
    private let excluded: Set<String>
    private var dice: Dice
    private var seen: Set<Meaning> = []

    /// Prepares groups of one split; texts whose `MatchKey` is `excluded` are left out.
    public init(_ content: Content, split: Split = .train, seed: UInt64, excluding excluded: Set<String> = []) {
        self.content = content
        self.split = split
        self.excluded = excluded
        renderer = Renderer(content: content)
        rule = SplitRule(content: content, dice: Dice(seed: Corpus.defaultSeed).branch("split"))
        dice = Dice(seed: seed).branch("groups").branch(split.rawValue)
    }

    /// Hands up to `count` groups of different meanings to `sink`, intent by intent in turn; fewer if the content ends.
    public mutating func write(_ count: Int, to sink: (Group) throws -> Void) rethrows -> Int {
        var written = 0
        var idleRounds = 0
        while written < count && idleRounds < 20 {
            let before = written
            for intent in content.intents.indices where written < count {
                guard let meaning = freshMeaning(intent), let group = group(meaning, number: written) else { continue }
                try sink(group)
                written += 1
            }
            idleRounds = written == before ? idleRounds + 1 : 0
        }
        return written
    }

    private mutating func freshMeaning(_ intent: Int) -> Meaning? {
        let variants = content.intents[intent].variants.count
        for _ in 0..<8 {
            let variant = variants > 1 && dice.chance(600) ? 1 + dice.below(variants - 1) : 0
            let meaning = content.meaning(intent, variant, content.intents[intent].randomValues(&dice))
            if rule.split(of: meaning) == split, seen.insert(meaning).inserted { return meaning }
        }
        return nil
    }

    /// The group of a meaning; nil where too few different texts are left.
    private mutating func group(_ meaning: Meaning, number: Int) -> Group? {
        let intent = content.intents[meaning.intent]
        let phrases = Array(intent.variants[meaning.variant].phrases.indices)
        // Phrases with choices say more than one thing, so that each is used up to three times.
        let draws = dice.shuffled(phrases) + dice.shuffled(phrases) + dice.shuffled(phrases)
        var keys = excluded
        var texts: [String] = []
        let size = Self.sizes.lowerBound + dice.below(Self.sizes.count)
        for phrase in draws where texts.count < size {
            let words = renderer.words(meaning, phrase: phrase, &dice)
            let text = Dress.sentence(content.synonyms.varied(words, share: Self.exchanged, &dice), &dice)
            if keys.insert(MatchKey.of(text)).inserted { texts.append(text) }
        }
        guard texts.count >= Self.sizes.lowerBound else { return nil }
        return Group(group: number, domain: intent.domain, intent: intent.name, texts: texts)
    }
}
