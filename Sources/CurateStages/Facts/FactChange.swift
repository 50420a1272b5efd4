/// What a sentence states that its paraphrase must state too.
///
/// A difference is a reason for doubt, not proof: "给我推荐个红色的车" has no number and "推荐一款红色的车" a 一 that counts nothing.
/// What people hardly ever mean as a fact is in lists beside this file and does not count.
public enum FactKind: String, Sendable, Hashable, CaseIterable {
    /// Digits and Chinese numerals, by value.
    case number
    /// How often a sentence is turned round.
    case negation
    /// Countries, provinces and cities.
    case place
    case colour
    /// A character where the other sentence has its opposite: 大 and 小, 买 and 卖.
    case opposite
    /// Latin words: brands, models, units.
    case latin
}

/// The facts of one sentence, ready to be compared with those of many.
struct Facts: Sendable, Equatable {
    private var numbers: [String]
    private var negations: Int
    private var places: [String]
    private var colours: [String]
    private var latin: [String]
    private var tokens: [Bigrams.Token] = []

    /// - Parameter key: the sentence as it is compared: folded, in one script, without punctuation.
    init(_ key: String) {
        let scalars = key.unicodeScalars.map(\.value)
        numbers = NumberFacts.values(scalars).sorted()
        negations = NegationFacts.count(key)
        places = Lexicons.places.words(in: key).sorted()
        colours = Lexicons.colours.words(in: key).sorted()
        latin = LatinWords.all(scalars).sorted()
        Bigrams.read(scalars, into: &tokens)
    }

    /// The kinds of facts that differ, in the order of ``FactKind``; empty where none does.
    func changes(to other: Facts) -> [FactKind] {
        var changes: [FactKind] = []
        if numbers != other.numbers { changes.append(.number) }
        if negations != other.negations { changes.append(.negation) }
        if places != other.places { changes.append(.place) }
        if colours != other.colours { changes.append(.colour) }
        if CharacterDifference(tokens, other.tokens).isOpposite { changes.append(.opposite) }
        if latin != other.latin { changes.append(.latin) }
        return changes
    }
}
