/// The three files of the corpus.
public enum Split: String, CaseIterable, Sendable {
    case train, dev, test

    /// The file's name in the corpus' own layout.
    public var file: String { "\(rawValue).txt" }
}

/// Says which split a meaning belongs to.
///
/// What contrasts by negation, antonym, order or another variant stays together, so that hard negatives exist inside
/// each split; other values are spread over the splits.
struct SplitRule {
    let content: Content
    let dice: Dice

    func split(of meaning: Meaning) -> Split {
        let intent = content.intents[meaning.intent]
        var wide = intent.variants[meaning.variant].slots.sorted().filter {
            ![.negation, .antonym].contains(intent.slots[$0].kind)
        }
        .map { (intent.slots[$0].list ?? intent.slots[$0].name) + intent.slots[$0].values[meaning.values[$0]][0] }
        wide.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var draw = wide.reduce(dice.branch(intent.name)) { $0.branch($1) }
        switch draw.below(100) {
        case ..<70: return .train
        case ..<85: return .dev
        default: return .test
        }
    }
}
