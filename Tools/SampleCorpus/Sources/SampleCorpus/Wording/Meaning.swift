/// What a sentence says: an intent's variant with its slots filled. Two sentences of one meaning are a positive pair.
public struct Meaning: Hashable, Sendable {
    /// The intent's position in the content.
    public let intent: Int
    /// The variant's position in the intent.
    public let variant: Int
    /// The position of each slot's value; 0 for a slot that the variant does not mention.
    public let values: [Int]
}

extension Content {
    /// The meaning of a variant with these values, in the form that stands for all equal meanings.
    func meaning(_ intent: Int, _ variant: Int, _ values: [Int]) -> Meaning {
        let used = intents[intent].variants[variant].slots
        let values = intents[intent].canonical(values).enumerated().map { used.contains($0) ? $1 : 0 }
        return Meaning(intent: intent, variant: variant, values: values)
    }
}

extension Intent {
    /// The values in the order that stands for all orders of the same meaning.
    func canonical(_ values: [Int]) -> [Int] {
        guard case .symmetric(let one, let two) = exchange, values[one] > values[two] else { return values }
        return exchanged(values, one, two)
    }

    /// The values with two of them changed places.
    func exchanged(_ values: [Int], _ one: Int, _ two: Int) -> [Int] {
        var values = values
        values.swapAt(one, two)
        return values
    }

    /// Whether no two slots of one list hold the same value.
    func isConsistent(_ values: [Int]) -> Bool {
        slots.indices.allSatisfy { one in
            slots.indices.allSatisfy { two in
                one >= two || slots[one].list == nil || slots[one].list != slots[two].list || values[one] != values[two]
            }
        }
    }

    /// Random values for all slots but those that are `fixed`.
    func randomValues(_ dice: inout Dice, keeping fixed: Set<Int> = [], of values: [Int] = []) -> [Int] {
        while true {
            let draw = slots.indices.map { slot in
                let value = dice.below(slots[slot].values.count)
                return fixed.contains(slot) ? values[slot] : value
            }
            if isConsistent(draw) { return draw }
        }
    }
}
