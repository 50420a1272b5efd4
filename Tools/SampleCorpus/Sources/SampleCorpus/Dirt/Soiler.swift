/// Puts every kind of dirt on the lines, in a fixed order.
struct Soiler {
    let content: Content
    var bench: Workbench

    /// All lines with their dirt, in their final order.
    static func soil(_ pairs: [Split: [Pair]], content: Content, dice: Dice) -> [Split: [Line]] {
        var soiler = Soiler(content: content, bench: Workbench(pairs, dice: dice))
        for split in Split.allCases { soiler.repeatRows(split, clean: pairs[split]?.count ?? 0) }
        soiler.leak(clean: pairs[.train]?.count ?? 0)
        for split in Split.allCases {
            soiler.soilTexts(split, clean: pairs[split]?.count ?? 0)
            soiler.breakRows(split, clean: pairs[split]?.count ?? 0)
            soiler.bench.shuffle(split)
        }
        return soiler.bench.lines
    }

    /// Calls `body` as often as the kind's rate says.
    mutating func times(
        _ kind: DirtKind, _ split: Split, _ clean: Int, _ body: (inout Soiler, Int) -> Void
    ) {
        for index in 0..<DirtRates.count(kind, split, clean: clean) { body(&self, index) }
    }
}
