/// Writes the two texts of a fresh row.
struct RowWriter {
    let lexicon: Lexicon
    let recipes: Recipes
    let recipe: Recipes.Recipe
    let frame: Frame

    /// Writes the text that is built on the recipe's first phrase.
    func writeFirst(_ draw: inout Dice, into block: inout [UInt8]) {
        frame.open(into: &block)
        write(phrase: recipe.first, recipe.values, lexicon.topics[recipe.topic], &draw, into: &block)
        frame.close(mustMark: lexicon.isWide, &draw, into: &block)
        if draw.chance(5) { block += RowWriter.invisible[draw.below(RowWriter.invisible.count)] }
    }

    /// Zero-width characters and, escaped for JSON, control characters.
    private static let invisible: [[UInt8]] = ["\u{200B}", "\u{200D}", "\u{FEFF}", "\\u0007", "\\u001f", "\\u0000"]
        .map { Array($0.utf8) }

    /// Writes the other text: another wording of the first, or something that differs from it.
    func writeSecond(_ draw: inout Dice, into block: inout [UInt8]) {
        frame.open(into: &block)
        let topic = lexicon.topics[recipe.topic]
        if recipe.isPositive {
            write(phrase: recipe.second, recipe.values, topic, &draw, into: &block)
        } else if !topic.contrasts.isEmpty, draw.chance(350) {
            let phrase = topic.contrasts.lowerBound + draw.below(topic.contrasts.count)
            write(phrase: phrase, recipe.values, topic, &draw, into: &block)
        } else if !topic.slots.isEmpty {
            let phrase = draw.chance(300) ? recipe.first : recipe.second
            write(phrase: phrase, recipes.changed(recipe.values, topic, &draw), topic, &draw, into: &block)
        } else {
            writeStranger(&draw, into: &block)
        }
        frame.close(mustMark: false, &draw, into: &block)
    }

    private func writeStranger(_ draw: inout Dice, into block: inout [UInt8]) {
        let other = (recipe.topic + 1 + draw.below(lexicon.topics.count - 1)) % lexicon.topics.count
        let topic = lexicon.topics[other]
        let values = recipes.filling(topic) { draw.below($0) }
        let phrase = topic.phrases.lowerBound + draw.below(topic.phrases.count)
        write(phrase: phrase, values, topic, &draw, into: &block)
    }

    private func write(
        phrase: Int, _ values: Recipes.Filling, _ topic: Lexicon.Topic, _ draw: inout Dice, into block: inout [UInt8]
    ) {
        for index in lexicon.wordings[any(of: lexicon.phrases[phrase], &draw)] {
            switch lexicon.pieces[index] {
            case .run(let run): block += lexicon.pool[run]
            case .slot(let position):
                let first = lexicon.slots[topic.slots.lowerBound + position].values.lowerBound
                let spellings = lexicon.values[first + Int(values[position])]
                block += lexicon.pool[lexicon.spellings[any(of: spellings, &draw)]]
            }
        }
    }

    private func any(of range: Range<Int>, _ draw: inout Dice) -> Int {
        range.count == 1 ? range.lowerBound : range.lowerBound + draw.below(range.count)
    }
}
