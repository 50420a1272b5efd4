internal import CurateCore

/// Judges the candidates of one sentence by their texts alone.
struct CandidateFilter {
    /// A candidate that may be kept if its cosine allows.
    struct Hopeful {
        /// Index among the candidates.
        var place: Int
        var changes: [FactKind]
    }

    private let rules: CandidateRules
    private let bound: SimilarityBound
    private let sourceText: String
    private let sourceKey: String
    private let source: Sentence
    private let letters: LetterCounts
    private let facts: Facts
    private let sourcePairs: [UInt64: Int]
    private var reader = SentenceReader()
    private var seen: Set<String> = []
    private var others: [Sentence] = []

    /// - Parameter key: the sentence as it is compared.
    init(source text: String, key: String, rules: CandidateRules) {
        self.rules = rules
        bound = SimilarityBound(rules.near)
        sourceText = text
        sourceKey = key
        var sentence = Sentence()
        reader.read(Array(key.utf8)[...], into: &sentence)
        source = sentence
        letters = LetterCounts(text)
        facts = Facts(key)
        sourcePairs = Self.pairs(key)
    }

    /// Why the candidate falls, or which facts it changes.
    mutating func judge(_ text: String, key: String) -> Result<[FactKind], CandidateRejection> {
        if let reason = fault(text, key) { return .failure(CandidateRejection(reason: reason)) }
        return .success(facts.changes(to: Facts(key)))
    }

    private mutating func fault(_ text: String, _ key: String) -> Candidate.Reason? {
        if text.isEmpty { return .empty }
        if text == sourceText { return .equal }
        if key == sourceKey || key.isEmpty { return .punctuation }
        if !seen.insert(key).inserted { return .repeated }
        let found = LetterCounts(text)
        if found.isBroken { return .unknown }
        if !found.fits(letters) { return .script }
        if stutters(key) { return .stutter }
        let count = text.unicodeScalars.count
        let share = Double(count) / Double(max(1, sourceText.unicodeScalars.count))
        if !rules.characters.contains(count) || !rules.length.contains(share) { return .length }
        return nearness(key)
    }

    /// True where two letters in a row stand in it twice, and in the sentence less often. Digits are the facts' matter.
    private func stutters(_ key: String) -> Bool {
        Self.pairs(key).contains { pair, count in count > max(1, sourcePairs[pair] ?? 0) }
    }

    private static func pairs(_ key: String) -> [UInt64: Int] {
        var counts: [UInt64: Int] = [:]
        var last: UInt32?
        for scalar in key.unicodeScalars {
            let isLetter = scalar.properties.isAlphabetic
            if isLetter, let last { counts[UInt64(last) << 32 | UInt64(scalar.value), default: 0] += 1 }
            last = isLetter ? scalar.value : nil
        }
        return counts
    }

    private mutating func nearness(_ key: String) -> Candidate.Reason? {
        var sentence = Sentence()
        reader.read(Array(key.utf8)[...], into: &sentence)
        if isNear(sentence, source) { return .near }
        if others.contains(where: { isNear(sentence, $0) }) { return .nearOther }
        others.append(sentence)
        return nil
    }

    /// Equal but for light words, or so similar that only a long sentence can be.
    private func isNear(_ left: Sentence, _ right: Sentence) -> Bool {
        guard left.features == right.features else { return false }
        if left.skeleton == right.skeleton { return true }
        let shared = Bigrams.overlap(left.tokens, right.tokens)
        return shared >= bound.required(left.tokens.count, right.tokens.count)
    }
}

struct CandidateRejection: Error {
    var reason: Candidate.Reason
}

/// Letters of a text by script.
struct LetterCounts {
    private var han = 0
    private var latin = 0
    private var others: Set<UInt32> = []
    private(set) var isBroken = false

    init(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0xF900...0xFAFF, 0x2_0000...0x3_FFFF, 0x3007: han += 1
            case 0xFFFD, 0xE000...0xF8FF, 0..<0x20, 0x7F..<0xA0: isBroken = true
            default:
                if CharacterClass.of(scalar.value).contains(.latin) {
                    latin += 1
                } else if scalar.properties.isAlphabetic {
                    others.insert(scalar.value)
                }
            }
        }
        if Self.marks.contains(where: text.contains) { isBroken = true }
    }

    /// Tokens that a model writes where it has no character.
    private static let marks = ["[UNK]", "[unk]", "[MASK]", "[mask]", "[SEP]", "[CLS]", "[PAD]"]

    private var isChinese: Bool { han > 0 && 2 * han >= han + latin + others.count }

    /// True when the text is written in what the other is written in.
    func fits(_ other: LetterCounts) -> Bool {
        others.isSubset(of: other.others) && (!other.isChinese || isChinese)
    }
}
