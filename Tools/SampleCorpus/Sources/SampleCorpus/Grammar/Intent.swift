/// What distinguishes two texts that do not mean the same.
public enum Contrast: String, Sendable, CaseIterable {
    case negation, antonym, number, colour, place, order, focus, person, date, entity
    /// Another intent of the same domain.
    case domain
    /// Any intent of another domain.
    case random
}

/// Something a sentence can be about, filled with one of several values.
public struct Slot: Sendable {
    /// The name used in phrases.
    public let name: String
    /// The contrast that a change of the value makes.
    public let kind: Contrast
    /// The shared list that the values come from, if any: two slots of one list never hold the same value.
    public let list: String?
    /// Each value with its interchangeable spellings, the usual one first.
    public let values: [[String]]
}

/// A set of phrases that all mean the same once the slots are filled.
public struct Variant: Sendable {
    /// What sets this variant apart from the intent's first variant; nil for the first itself.
    public let contrast: Contrast?
    /// The phrases.
    public var phrases: [Phrase]
    /// The slots that the phrases mention, all of them in each phrase.
    public var slots: Set<Int> { phrases.first?.slots ?? [] }
}

/// How two slots of one list behave when their values change places.
public enum Exchange: Sendable, Equatable {
    /// The meaning changes: from A to B is not from B to A.
    case swap(Int, Int)
    /// The meaning stays: the difference between A and B.
    case symmetric(Int, Int)
}

/// A question or wish of everyday life, with the phrases that express it and close variants that mean something else.
public struct Intent: Sendable {
    /// The domain's name.
    public let domain: String
    /// A name that is unique in the whole content.
    public let name: String
    /// The slots, in the order of declaration.
    public let slots: [Slot]
    /// What an exchange of two slots does, if declared.
    public let exchange: Exchange?
    /// The intent itself first, then its contrasting variants.
    public var variants: [Variant]

    /// How many different things the intent and its variants can say.
    public var meaningCount: Int { variants.reduce(0) { $0 + fillings(of: $1.slots) } }

    private func fillings(of mentioned: Set<Int>) -> Int {
        var used: [String: Int] = [:]
        var product = 1
        for slot in mentioned.sorted().map({ slots[$0] }) {
            product *= slot.values.count - (slot.list.map { used[$0, default: 0] } ?? 0)
            if let list = slot.list { used[list, default: 0] += 1 }
        }
        if case .symmetric(let one, let two) = exchange, mentioned.isSuperset(of: [one, two]) { product /= 2 }
        return product
    }
}
