/// Turns a meaning and a phrase into the bare words of a sentence.
struct Renderer {
    let content: Content

    /// The words of one phrase; spellings and choices are drawn from `dice`, the same draws for any values.
    func words(_ meaning: Meaning, phrase: Int, _ dice: inout Dice) -> String {
        let intent = content.intents[meaning.intent]
        var values = meaning.values
        if case .symmetric(let one, let two) = intent.exchange, dice.chance(500) {
            values = intent.exchanged(values, one, two)
        }
        let spellings = intent.slots.indices.map { spelling(intent.slots[$0].values[values[$0]], &dice) }
        var text = ""
        write(intent.variants[meaning.variant].phrases[phrase].pieces, spellings, &dice, into: &text)
        return text
    }

    /// The usual spelling in most cases, one of the others otherwise.
    private func spelling(_ spellings: [String], _ dice: inout Dice) -> String {
        let draw = dice.below(1000)
        guard spellings.count > 1, draw < 400 else { return spellings[0] }
        return spellings[1 + draw % (spellings.count - 1)]
    }

    private func write(_ pieces: [Phrase.Piece], _ spellings: [String], _ dice: inout Dice, into text: inout String) {
        for piece in pieces {
            switch piece {
            case .text(let literal): text += literal
            case .slot(let index): text += spellings[index]
            case .choice(let options): write(dice.pick(options), spellings, &dice, into: &text)
            }
        }
    }
}
