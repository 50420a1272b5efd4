/// The content compiled for speed: flat tables that point into each other, all text in one pool of UTF-8 bytes.
final class Lexicon: Sendable {
    /// A piece of a wording.
    enum Piece: Sendable {
        /// Text: a stretch of the pool.
        case run(Range<Int>)
        /// The slot with this position in its topic.
        case slot(Int)
    }

    /// An intent.
    struct Topic: Sendable {
        /// Its slots, in `slots`.
        let slots: Range<Int>
        /// Its own phrases, in `phrases`.
        let phrases: Range<Int>
        /// The phrases of all its contrasting variants, in `phrases`.
        let contrasts: Range<Int>
    }

    /// A slot.
    struct Slot: Sendable {
        /// Its values, in `values`.
        let values: Range<Int>
        /// The position of an earlier slot of the same list, whose value it must not take.
        let rival: Int?
        /// How many values it can take once its rival has one.
        var choices: Int { values.count - (rival == nil ? 0 : 1) }
    }

    let topics: [Topic]
    let slots: [Slot]
    /// The spellings of every value, in `spellings`.
    let values: [Range<Int>]
    /// Stretches of the pool.
    let spellings: [Range<Int>]
    /// The wordings of every phrase, in `wordings`: one for every way to take its choices.
    let phrases: [Range<Int>]
    /// The pieces of every wording, in `pieces`.
    let wordings: [Range<Int>]
    let pieces: [Piece]
    let pool: [UInt8]
    /// Whether punctuation is full-width.
    let isWide: Bool

    /// Compiles the content; `isWide` keeps full-width punctuation, else it becomes ASCII.
    init(_ content: Content, isWide: Bool) {
        var builder = LexiconBuilder(isWide: isWide)
        topics = content.intents.map { builder.topic($0) }
        slots = builder.slots
        values = builder.values
        spellings = builder.spellings
        phrases = builder.phrases
        wordings = builder.wordings
        pieces = builder.pieces
        pool = builder.pool
        self.isWide = isWide
    }
}
