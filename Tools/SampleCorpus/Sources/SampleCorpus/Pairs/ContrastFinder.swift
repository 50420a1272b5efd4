/// Finds meanings that differ from a given one in exactly one respect.
struct ContrastFinder {
    let content: Content

    /// The contrasts that an intent's content can make.
    func kinds(for meaning: Meaning) -> [Contrast] {
        let intent = content.intents[meaning.intent]
        var kinds = Set(intent.variants[meaning.variant].slots.map { intent.slots[$0].kind })
        if case .swap = intent.exchange { kinds.insert(.order) }
        for other in intent.variants.indices where other != meaning.variant {
            kinds.insert(between(intent, meaning.variant, other))
        }
        return Contrast.allCases.filter { kinds.contains($0) || $0 == .domain || $0 == .random }
    }

    /// A meaning that makes the given contrast; nil if this draw finds none.
    func meaning(_ kind: Contrast, to meaning: Meaning, _ dice: inout Dice) -> Meaning? {
        let other =
            switch kind {
            case .domain: stranger(meaning, inDomain: true, &dice)
            case .random: stranger(meaning, inDomain: false, &dice)
            case .order: exchanged(meaning)
            default: near(kind, meaning, &dice)
            }
        return other == meaning ? nil : other
    }

    private func stranger(_ meaning: Meaning, inDomain: Bool, _ dice: inout Dice) -> Meaning? {
        let domain = content.intents[meaning.intent].domain
        let fitting = content.intents.indices.filter {
            $0 != meaning.intent && (content.intents[$0].domain == domain) == inDomain
        }
        guard !fitting.isEmpty else { return nil }
        let intent = dice.pick(fitting)
        return content.meaning(intent, 0, content.intents[intent].randomValues(&dice))
    }

    private func exchanged(_ meaning: Meaning) -> Meaning? {
        let intent = content.intents[meaning.intent]
        let used = intent.variants[meaning.variant].slots
        guard case .swap(let one, let two) = intent.exchange, used.isSuperset(of: [one, two]) else { return nil }
        return content.meaning(meaning.intent, meaning.variant, intent.exchanged(meaning.values, one, two))
    }

    private func near(_ kind: Contrast, _ meaning: Meaning, _ dice: inout Dice) -> Meaning? {
        let intent = content.intents[meaning.intent]
        let slots = intent.variants[meaning.variant].slots.sorted().filter { intent.slots[$0].kind == kind }
        let variants = intent.variants.indices.filter {
            $0 != meaning.variant && between(intent, meaning.variant, $0) == kind
        }
        guard slots.count + variants.count > 0 else { return nil }
        let choice = dice.below(slots.count + variants.count)
        if choice < slots.count { return changed(meaning, slot: slots[choice], &dice) }
        return revariant(meaning, variants[choice - slots.count], &dice)
    }

    private func changed(_ meaning: Meaning, slot: Int, _ dice: inout Dice) -> Meaning? {
        let intent = content.intents[meaning.intent]
        var values = meaning.values
        let count = intent.slots[slot].values.count
        values[slot] = (values[slot] + 1 + dice.below(count - 1)) % count
        guard intent.isConsistent(values) else { return nil }
        return content.meaning(meaning.intent, meaning.variant, values)
    }

    /// Another variant with the same values; slots that the first one leaves open are drawn.
    private func revariant(_ meaning: Meaning, _ variant: Int, _ dice: inout Dice) -> Meaning {
        let intent = content.intents[meaning.intent]
        let known = intent.variants[meaning.variant].slots
        let values = intent.randomValues(&dice, keeping: known, of: meaning.values)
        return content.meaning(meaning.intent, variant, values)
    }

    /// What sets two variants apart: the declared contrast if one of them is the intent itself, else the focus.
    private func between(_ intent: Intent, _ one: Int, _ two: Int) -> Contrast {
        if one == 0 { return intent.variants[two].contrast ?? .focus }
        if two == 0 { return intent.variants[one].contrast ?? .focus }
        return .focus
    }
}
