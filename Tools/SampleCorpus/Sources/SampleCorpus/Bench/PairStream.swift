/// Writes any number of labelled pairs as JSON lines in constant memory, for benchmarks.
///
/// Rows depend only on the seed and their own number. About 5 % repeat an earlier row, as it is or with its texts
/// exchanged; 1 % differ from an earlier row by blanks; the others are different pairs. A third of the rows hold
/// full-width punctuation, one in two hundred an invisible character.
public struct PairStream: Sendable {
    private let kinds: RowKinds
    private let recipes: Recipes
    private let wide: Lexicon
    private let narrow: Lexicon
    private let dice: Dice

    /// Prepares a stream.
    public init(_ content: Content, seed: UInt64) {
        let dice = Dice(seed: seed).branch("stream")
        wide = Lexicon(content, isWide: true)
        narrow = Lexicon(content, isWide: false)
        kinds = RowKinds(dice: dice)
        recipes = Recipes(wide, dice: dice)
        self.dice = dice.branch("rows")
    }

    /// Hands the lines of `count` rows to `sink` in blocks of about a mebibyte.
    public func write(_ count: Int, to sink: ([UInt8]) throws -> Void) rethrows {
        var block: [UInt8] = []
        block.reserveCapacity(PairStream.blockSize + 4096)
        for row in 0..<count {
            append(row, to: &block)
            if block.count >= PairStream.blockSize {
                try sink(block)
                block.removeAll(keepingCapacity: true)
            }
        }
        if !block.isEmpty { try sink(block) }
    }

    private static let blockSize = 1 << 20

    private func append(_ row: Int, to block: inout [UInt8]) {
        switch kinds.kind(row) {
        case .fresh: append(fresh: row, to: &block)
        case .copy(let source): append(fresh: source, to: &block)
        case .swapped(let source): append(fresh: source, isSwapped: true, to: &block)
        case .spaced(let source): append(fresh: source, blanks: 1 + row % 3, to: &block)
        }
    }

    /// Writes a fresh row: a JSON object whose texts need no escaping beyond what they already have.
    private func append(fresh row: Int, isSwapped: Bool = false, blanks: Int = 0, to block: inout [UInt8]) {
        var draw = dice.branch(row)
        let recipe = recipes.recipe(row, &draw)
        let lexicon = draw.chance(PairStream.wideShare) ? wide : narrow
        let frame = Frame(isWide: lexicon.isWide, serial: recipe.serial, style: draw.below(Frame.styles))
        let writer = RowWriter(lexicon: lexicon, recipes: recipes, recipe: recipe, frame: frame)
        let isReversed = draw.chance(500) != isSwapped
        var (one, two) = (draw.branch(1), draw.branch(2))
        block += PairStream.opening
        if blanks & 1 != 0 { block.append(PairStream.blank) }
        if isReversed { writer.writeSecond(&two, into: &block) } else { writer.writeFirst(&one, into: &block) }
        if blanks & 2 != 0 { block.append(PairStream.blank) }
        block += PairStream.middle
        if isReversed { writer.writeFirst(&one, into: &block) } else { writer.writeSecond(&two, into: &block) }
        block += recipe.isPositive ? PairStream.positive : PairStream.negative
    }

    private static let wideShare = 350
    private static let blank = UInt8(ascii: " ")
    private static let opening = Array(#"{"sentence1":""#.utf8)
    private static let middle = Array(#"","sentence2":""#.utf8)
    private static let positive = Array("\",\"label\":1}\n".utf8)
    private static let negative = Array("\",\"label\":0}\n".utf8)
}
