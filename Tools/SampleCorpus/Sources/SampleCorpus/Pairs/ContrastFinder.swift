/// Finds meanings that differ from a given one in exactly one respect.
struct ContrastFinder {
    let content: Content

    /// The contrasts that an intent's content can make.
    func kinds(for meaning: Meaning) -> [Contrast] {
        let intent = content.intents[meaning.intent]
        var kinds = Set(intent.slots.map(\.kind))
        if case .swap = intent.exchange { kinds.insert(.order) }
        for other in intent.variants.indices where other != meaning.variant {
            kinds.insert(between(intent, meaning.variant, other))
        }
        return Contrast.allCases.filter { kinds.contains($0) || $0 == .domain || $0 == .random }
    }

    /// A meaning that makes the given contrast; nil if none is found in the draws allowed.
    func meaning(_ kind: Contrast, to meaning: Meaning, _ dice: inout Dice) -> Meaning? {
        switch kind {
        case .domain: other(meaning, sameDomain: true, &dice)
        case .random: other(meaning, sameDomain: false, &dice)
        case .order: exchanged(meaning)
        default: near(kind, meaning, &dice)
        }
    }

    private func other(_ meaning: Meaning, sameDomain: Bool, _ dice: inout Dice) -> Meaning? {
        let domain = content.intents[meaning.intent].domain
        let fitting = content.intents.indices.filter {
            $0 != meaning.intent && (content.intents[$0].domain == domain) == sameDomain
        }
        guard !fitting.isEmpty else { return nil }
        let intent = dice.pick(fitting)
        return Meaning(intent: intent, variant: 0, values: content.intents[intent].randomValues(&dice))
    }

    private func exchanged(_ meaning: Meaning) -> Meaning? {
        let intent = content.intents[meaning.intent]
        guard case .swap(let one, let two) = intent.exchange else { return nil }
        let values = intent.exchanged(meaning.values, one, two)
        return Meaning(intent: meaning.intent, variant: meaning.variant, values: values)
    }

    private func near(_ kind: Contrast, _ meaning: Meaning, _ dice: inout Dice) -> Meaning? {
        let intent = content.intents[meaning.intent]
        let slots = intent.slots.indices.filter { intent.slots[$0].kind == kind }
        let variants = intent.variants.indices.filter {
            $0 != meaning.variant && between(intent, meaning.variant, $0) == kind
        }
        let choice = dice.below(max(1, slots.count + variants.count))
        if choice < slots.count { return changed(meaning, slot: slots[choice], &dice) }
        guard choice - slots.count < variants.count else { return nil }
        return Meaning(intent: meaning.intent, variant: variants[choice - slots.count], values: meaning.values)
    }

    private func changed(_ meaning: Meaning, slot: Int, _ dice: inout Dice) -> Meaning? {
        let intent = content.intents[meaning.intent]
        var values = meaning.values
        let count = intent.slots[slot].values.count
        values[slot] = (values[slot] + 1 + dice.below(count - 1)) % count
        guard intent.isConsistent(values) else { return nil }
        return Meaning(intent: meaning.intent, variant: meaning.variant, values: intent.canonical(values))
    }

    /// What sets two variants apart: the declared contrast if one of them is the intent itself, else the focus.
    private func between(_ intent: Intent, _ one: Int, _ two: Int) -> Contrast {
        if one == 0 { return intent.variants[two].contrast ?? .focus }
        if two == 0 { return intent.variants[one].contrast ?? .focus }
        return .focus
    }
}
