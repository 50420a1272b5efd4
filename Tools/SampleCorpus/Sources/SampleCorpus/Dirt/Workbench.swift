/// The lines of all splits while dirt is put on them.
struct Workbench {
    private(set) var lines: [Split: [Line]] = [:]
    private var nextID = 0
    private var pairs: Set<String> = []
    private var texts: Set<String> = []
    var dice: Dice

    init(_ pairs: [Split: [Pair]], dice: Dice) {
        self.dice = dice.branch("dirt")
        for split in Split.allCases {
            for pair in pairs[split] ?? [] {
                append([pair.first.text, pair.second.text, pair.contrast == nil ? "1" : "0"], nil, pair, to: split)
            }
        }
    }

    /// Adds a line.
    mutating func append(_ fields: [String], _ dirt: Dirt?, _ pair: Pair? = nil, to split: Split) {
        note(fields)
        lines[split, default: []].append(Line(id: nextID, fields: fields, dirt: dirt, pair: pair))
        nextID += 1
    }

    private mutating func note(_ fields: [String]) {
        pairs.insert(MatchKey.of(fields[0], fields[1]))
        texts.formUnion(fields.prefix(2).map(MatchKey.of))
    }

    /// Whether no line holds this pair, whatever its order.
    func isNew(_ first: String, _ second: String) -> Bool { !pairs.contains(MatchKey.of(first, second)) }

    /// Whether a line holds this text.
    func holds(_ text: String) -> Bool { texts.contains(MatchKey.of(text)) }

    /// Picks and reserves a random line without dirt that fits; nil after many misses.
    mutating func reserve(_ split: Split, where fits: (Line) -> Bool = { _ in true }) -> Line? {
        guard let all = lines[split] else { return nil }
        for _ in 0..<20_000 {
            let index = dice.below(all.count)
            guard all[index].isClean, fits(all[index]) else { continue }
            lines[split]?[index].isReserved = true
            return all[index]
        }
        return nil
    }

    /// Replaces what a reserved line holds.
    mutating func replace(_ line: Line, _ split: Split, _ fields: [String], bytes: [UInt8]? = nil, _ dirt: Dirt) {
        guard let index = lines[split]?.firstIndex(where: { $0.id == line.id }) else { return }
        note(fields)
        lines[split]?[index].fields = fields
        lines[split]?[index].bytes = bytes
        lines[split]?[index].dirt = dirt
    }

    /// Brings the lines of a split into random order.
    mutating func shuffle(_ split: Split) {
        var order = dice.branch("order").branch(split.rawValue)
        lines[split] = order.shuffled(lines[split] ?? [])
    }
}
