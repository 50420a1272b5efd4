/// One way to word an intent: literal text, slots to fill, and choices between words that mean the same.
public struct Phrase: Sendable, Equatable {
    /// A piece of a phrase.
    public indirect enum Piece: Sendable, Equatable {
        /// Text as written.
        case text(String)
        /// The value of the slot with this index in the intent.
        case slot(Int)
        /// One of several interchangeable sequences.
        case choice([[Piece]])
    }

    /// The pieces in order.
    public let pieces: [Piece]

    /// The slots that appear whatever is chosen.
    public var slots: Set<Int> { Phrase.slots(in: pieces) }

    private static func slots(in pieces: [Piece]) -> Set<Int> {
        pieces.reduce(into: []) { found, piece in
            switch piece {
            case .text: break
            case .slot(let index): found.insert(index)
            case .choice(let options): found.formUnion(slotsInEvery(options))
            }
        }
    }

    private static func slotsInEvery(_ options: [[Piece]]) -> Set<Int> {
        let sets = options.map { slots(in: $0) }
        return sets.dropFirst().reduce(sets.first ?? []) { $0.intersection($1) }
    }
}
