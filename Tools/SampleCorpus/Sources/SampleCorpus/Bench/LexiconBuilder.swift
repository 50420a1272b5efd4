/// Fills the tables of a lexicon.
struct LexiconBuilder {
    let isWide: Bool
    private(set) var slots: [Lexicon.Slot] = []
    private(set) var values: [Range<Int>] = []
    private(set) var spellings: [Range<Int>] = []
    private(set) var phrases: [Range<Int>] = []
    private(set) var wordings: [Range<Int>] = []
    private(set) var pieces: [Lexicon.Piece] = []
    private(set) var pool: [UInt8] = []

    init(isWide: Bool) {
        self.isWide = isWide
    }

    /// Adds an intent.
    mutating func topic(_ intent: Intent) -> Lexicon.Topic {
        let firstSlot = slots.count
        for index in intent.slots.indices {
            add(intent.slots[index], rival: LexiconBuilder.rival(of: index, in: intent))
        }
        let firstPhrase = phrases.count
        for phrase in intent.variants[0].phrases { add(phrase) }
        let firstContrast = phrases.count
        for phrase in intent.variants.dropFirst().flatMap(\.phrases) { add(phrase) }
        return Lexicon.Topic(
            slots: firstSlot..<slots.count, phrases: firstPhrase..<firstContrast,
            contrasts: firstContrast..<phrases.count)
    }

    private static func rival(of slot: Int, in intent: Intent) -> Int? {
        guard let list = intent.slots[slot].list else { return nil }
        let rivals = (0..<slot).filter { intent.slots[$0].list == list }
        precondition(rivals.count < 2, "an intent has at most two slots of one list")
        return rivals.first
    }

    private mutating func add(_ slot: Slot, rival: Int?) {
        let firstValue = values.count
        for value in slot.values {
            let first = spellings.count
            spellings += value.map { run($0) }
            values.append(first..<spellings.count)
        }
        slots.append(Lexicon.Slot(values: firstValue..<values.count, rival: rival))
    }

    private mutating func add(_ phrase: Phrase) {
        let first = wordings.count
        for wording in flattened(phrase.pieces) {
            wordings.append(pieces.count..<pieces.count + wording.count)
            pieces += wording
        }
        phrases.append(first..<wordings.count)
    }

    /// Every way to take the choices of a phrase.
    private mutating func flattened(_ pieces: [Phrase.Piece]) -> [[Lexicon.Piece]] {
        var all: [[Lexicon.Piece]] = [[]]
        for piece in pieces {
            let options = options(piece)
            all = all.flatMap { start in options.map { start + $0 } }
        }
        return all
    }

    private mutating func options(_ piece: Phrase.Piece) -> [[Lexicon.Piece]] {
        switch piece {
        case .text(let text): return [[.run(run(text))]]
        case .slot(let index): return [[.slot(index)]]
        case .choice(let choices):
            var options: [[Lexicon.Piece]] = []
            for choice in choices { options += flattened(choice) }
            return options
        }
    }

    private mutating func run(_ text: String) -> Range<Int> {
        let start = pool.count
        pool += Array((isWide ? text : LexiconBuilder.narrowed(text)).utf8)
        return start..<pool.count
    }

    /// Full-width marks replaced by what people type instead of them.
    private static func narrowed(_ text: String) -> String {
        String(text.filter { !"《》".contains($0) }.map { marks[$0] ?? $0 })
    }

    private static let marks: [Character: Character] = ["，": " ", "：": ":", "？": "?", "（": "(", "）": ")"]
}
