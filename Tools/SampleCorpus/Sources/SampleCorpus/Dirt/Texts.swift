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
        let bench = bench
        let soil = { (line: Line) in dirt.apply(line).flatMap { bench.isUnseen($0, after: line) ? $0 : nil } }
        guard let line = self.bench.reserve(split, where: { soil($0) != nil }), let soiled = soil(line) else { return }
        self.bench.replace(line, split, [soiled.first, soiled.second, line.label], Dirt(kind, soiled.note))
    }
}

extension Workbench {
    /// Whether the texts that got another key by their dirt are not those of another line.
    fileprivate func isUnseen(_ soiled: TextDirt.Soiled, after line: Line) -> Bool {
        zip([soiled.first, soiled.second], [line.first, line.second]).allSatisfy { text, old in
            MatchKey.of(text) == MatchKey.of(old) || !holds(text)
        }
    }
}
