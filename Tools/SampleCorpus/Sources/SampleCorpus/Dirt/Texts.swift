/// Dirt inside the texts of a row: the row stays, its label stays right.
extension Soiler {
    mutating func soilTexts(_ split: Split, clean: Int) {
        for kind in TextDirt.kinds {
            times(kind, split, clean) { soiler, index in soiler.soilText(kind, split, index) }
        }
        times(.carriageReturn, split, clean) { soiler, _ in
            guard let line = soiler.bench.reserve(split) else { return }
            soiler.bench.replace(line, split, line.fields, Dirt(.carriageReturn))
        }
    }

    private mutating func soilText(_ kind: DirtKind, _ split: Split, _ index: Int) {
        let dirt = TextDirt(kind: kind, index: index, content: content)
        guard let line = bench.reserve(split, where: { dirt.apply($0) != nil }), let soiled = dirt.apply(line) else {
            return
        }
        bench.replace(line, split, [soiled.first, soiled.second, line.label], Dirt(kind, soiled.note))
    }
}
