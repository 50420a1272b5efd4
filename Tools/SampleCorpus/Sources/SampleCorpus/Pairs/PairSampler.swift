/// Draws the clean pairs of all splits: positives inside a meaning, negatives between contrasting meanings.
struct PairSampler {
    private let content: Content
    private let renderer: Renderer
    private let finder: ContrastFinder
    private let rule: SplitRule
    private var dice: Dice
    private var register = Register()
    private var usedMeanings: Set<Meaning> = []

    init(content: Content, dice: Dice) {
        self.content = content
        self.dice = dice.branch("pairs")
        renderer = Renderer(content: content)
        finder = ContrastFinder(content: content)
        rule = SplitRule(content: content, dice: dice.branch("split"))
    }

    /// The pairs of one split.
    mutating func pairs(_ split: Split, positives: Int, negatives: Int) -> [Pair] {
        var quota = Quota(positives: positives, negatives: negatives)
        var pairs: [Pair] = []
        var idleRounds = 0
        while !quota.isFull && idleRounds < 50 {
            let before = pairs.count
            for intent in dice.shuffled(Array(content.intents.indices)) {
                add(intent, split, &quota, to: &pairs)
                if quota.isFull { break }
            }
            idleRounds = pairs.count == before ? idleRounds + 1 : 0
        }
        return pairs
    }

    private mutating func add(_ intent: Int, _ split: Split, _ quota: inout Quota, to pairs: inout [Pair]) {
        guard let meaning = freshMeaning(intent, split) else { return }
        let sentences = phrasings(meaning, split)
        for (one, two) in zip(sentences, sentences.dropFirst())
        where quota.positives > 0 && register.claim(one.text, two.text) {
            pairs.append(oriented(Pair(first: one, second: two, contrast: nil)))
            quota.countPositive()
        }
        for anchor in sentences.prefix(max(1, sentences.count - 1)) where quota.negatives > 0 {
            guard let pair = negative(anchor, split, quota) else { continue }
            pairs.append(oriented(pair))
            quota.countNegative(pair.contrast ?? .random)
        }
    }

    private mutating func oriented(_ pair: Pair) -> Pair {
        dice.chance(500) ? pair : Pair(first: pair.second, second: pair.first, contrast: pair.contrast)
    }

    private mutating func freshMeaning(_ intent: Int, _ split: Split) -> Meaning? {
        let variants = content.intents[intent].variants.count
        for _ in 0..<24 {
            let variant = variants > 1 && dice.chance(300) ? 1 + dice.below(variants - 1) : 0
            let meaning = content.meaning(intent, variant, content.intents[intent].randomValues(&dice))
            if rule.split(of: meaning) == split, usedMeanings.insert(meaning).inserted { return meaning }
        }
        return nil
    }

    /// Two or more wordings of a meaning; more for an intent without slots, which comes up only once.
    private mutating func phrasings(_ meaning: Meaning, _ split: Split) -> [Sentence] {
        let count = content.intents[meaning.intent].variants[meaning.variant].phrases.count
        let wanted = content.intents[meaning.intent].slots.isEmpty ? 5 : 2 + dice.below(3) / 2
        var sentences = dice.shuffled(Array(0..<count)).prefix(wanted).compactMap { phrase in
            sentence(meaning, phrase: phrase, split)
        }
        if dice.chance(80), let twin = sentence(meaning, phrase: dice.below(count), split) {
            sentences.append(twin)
        }
        var keys: Set<String> = []
        return sentences.filter { keys.insert(MatchKey.of($0.text)).inserted }
    }

    /// A sentence that nothing else claims.
    private mutating func sentence(_ meaning: Meaning, phrase: Int, _ split: Split) -> Sentence? {
        var draw = Dice(seed: dice.next())
        let words = renderer.words(meaning, phrase: phrase, &draw)
        let sentence = Sentence(text: Dress.sentence(words, &draw), meaning: meaning)
        return register.claim(sentence, split) ? sentence : nil
    }

    private mutating func negative(_ anchor: Sentence, _ split: Split, _ quota: Quota) -> Pair? {
        for kind in quota.ranked(finder.kinds(for: anchor.meaning)) {
            guard let other = contrasting(kind, anchor.meaning, split) else { continue }
            if let pair = pair(anchor, other, kind, split) { return pair }
        }
        return nil
    }

    private mutating func contrasting(_ kind: Contrast, _ meaning: Meaning, _ split: Split) -> Meaning? {
        for _ in 0..<40 {
            guard let other = finder.meaning(kind, to: meaning, &dice) else { continue }
            if rule.split(of: other) == split { return other }
        }
        return nil
    }

    /// Pairs the anchor with the wording of the other meaning that is nearest to it among a few.
    private mutating func pair(_ anchor: Sentence, _ other: Meaning, _ kind: Contrast, _ split: Split) -> Pair? {
        let count = content.intents[other.intent].variants[other.variant].phrases.count
        var draw = Dice(seed: dice.next())
        let candidates = (0..<(dice.chance(650) ? 12 : 1)).map { _ in
            let words = renderer.words(other, phrase: draw.below(count), &draw)
            return Dress.sentence(words, &draw)
        }
        let nearest = candidates.max { Overlap.share($0, anchor.text) < Overlap.share($1, anchor.text) }
        let sentence = Sentence(text: nearest ?? candidates[0], meaning: other)
        guard register.claim(sentence, split), register.claim(anchor.text, sentence.text) else { return nil }
        return Pair(first: anchor, second: sentence, contrast: kind)
    }
}
