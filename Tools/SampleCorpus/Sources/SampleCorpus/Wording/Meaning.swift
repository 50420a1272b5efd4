/// What a sentence says: an intent's variant with its slots filled. Two sentences of one meaning are a positive pair.
public struct Meaning: Hashable, Sendable {
    /// The intent's position in the content.
    public let intent: Int
    /// The variant's position in the intent.
    public let variant: Int
    /// The position of each slot's value.
    public let values: [Int]
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

    /// Random values for all slots.
    func randomValues(_ dice: inout Dice) -> [Int] {
        while true {
            let values = slots.map { dice.below($0.values.count) }
            if isConsistent(values) { return canonical(values) }
        }
    }
}
