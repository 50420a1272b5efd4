/// Decides what every fresh row of a benchmark file says, so that no two rows say it alike.
///
/// Rows are dealt to the topics in a fixed rotation. A topic's n-th row takes the n-th of all its pairs of phrases and
/// fillings, in shuffled order; when they are used up, a serial number tells the rows apart.
final class Recipes: Sendable {
    /// What a row is made from.
    struct Recipe {
        let topic: Int
        /// Two different phrases of the topic, as positions in the lexicon.
        let first: Int
        let second: Int
        let values: Filling
        let isPositive: Bool
        /// A number that no other row has; nil where the wording alone makes the pair unique.
        let serial: Int?
    }

    /// The value of every slot, at most eight.
    typealias Filling = SIMD8<Int32>

    private let lexicon: Lexicon
    private let shuffles: [Shuffle]
    private let turns: [Int]
    private let seats: [Seat]
    private let serials: Shuffle

    private struct Seat {
        let topic: Int
        let turn: Int
    }

    /// How many of a thousand rows carry a serial number though they need none.
    private static let serialShare = 450
    private static let seatCount = 8192

    init(_ lexicon: Lexicon, dice: Dice) {
        self.lexicon = lexicon
        let sizes = lexicon.topics.map { Recipes.size($0, lexicon) }
        shuffles = sizes.enumerated().map { Shuffle(size: $1, dice: dice.branch("topic").branch($0)) }
        let weights = sizes.map { min(max($0 / 2000, 1), 120) }
        let total = weights.reduce(0, +)
        turns = weights.map { max(1, $0 * Recipes.seatCount / total) }
        var seating = dice.branch("seats")
        seats = seating.shuffled(
            turns.enumerated().flatMap { topic, turns in (0..<turns).map { Seat(topic: topic, turn: $0) } })
        serials = Shuffle(size: 100_000_000, dice: dice.branch("serials"))
    }

    /// How many different pairs a topic makes.
    private static func size(_ topic: Lexicon.Topic, _ lexicon: Lexicon) -> Int {
        lexicon.slots[topic.slots].reduce(2 * pairs(topic)) { $0 * $1.choices }
    }

    private static func pairs(_ topic: Lexicon.Topic) -> Int {
        topic.phrases.count * (topic.phrases.count - 1) / 2
    }

    /// The recipe of a fresh row.
    func recipe(_ row: Int, _ draw: inout Dice) -> Recipe {
        let seat = seats[row % seats.count]
        let turn = row / seats.count * turns[seat.topic] + seat.turn
        let topic = lexicon.topics[seat.topic]
        var code = shuffles[seat.topic](turn)
        let isPositive = take(2, from: &code) == 0
        let (first, second) = Recipes.phrasePair(take(Recipes.pairs(topic), from: &code), topic.phrases.count)
        let needsSerial = turn >= shuffles[seat.topic].size || draw.chance(Recipes.serialShare)
        return Recipe(
            topic: seat.topic, first: topic.phrases.lowerBound + first, second: topic.phrases.lowerBound + second,
            values: filling(topic) { take($0, from: &code) }, isPositive: isPositive,
            serial: needsSerial ? serials(row) : nil)
    }

    private func take(_ base: Int, from code: inout Int) -> Int {
        let digit = code % base
        code /= base
        return digit
    }

    /// Pair number `rank` of `count` phrases, the first before the second.
    private static func phrasePair(_ rank: Int, _ count: Int) -> (Int, Int) {
        var rest = rank
        var first = 0
        while rest >= count - 1 - first {
            rest -= count - 1 - first
            first += 1
        }
        return (first, first + 1 + rest)
    }

    /// A value for every slot of a topic, chosen by `choose` among as many as are free.
    func filling(_ topic: Lexicon.Topic, choose: (Int) -> Int) -> Filling {
        var values = Filling()
        for (position, index) in topic.slots.enumerated() {
            let slot = lexicon.slots[index]
            let choice = Int32(choose(slot.choices))
            let isShifted = slot.rival.map { choice >= values[$0] } ?? false
            values[position] = choice + (isShifted ? 1 : 0)
        }
        return values
    }

    /// The values with another one in a random slot.
    func changed(_ values: Filling, _ topic: Lexicon.Topic, _ draw: inout Dice) -> Filling {
        var values = values
        let position = draw.below(topic.slots.count)
        let count = lexicon.slots[topic.slots.lowerBound + position].values.count
        let old = values[position]
        repeat { values[position] = Int32(draw.below(count)) } while values[position] == old || clashes(values, topic)
        return values
    }

    private func clashes(_ values: Filling, _ topic: Lexicon.Topic) -> Bool {
        for (position, index) in topic.slots.enumerated() {
            if let rival = lexicon.slots[index].rival, values[rival] == values[position] { return true }
        }
        return false
    }
}
