/// Rows that repeat or contradict other rows of the same file.
extension Soiler {
    mutating func repeatRows(_ split: Split, clean: Int) {
        times(.closureBreak, split, clean) { soiler, _ in soiler.breakClosure(split) }
        times(.exactDuplicate, split, clean) { soiler, _ in soiler.duplicate(split) }
        times(.swappedDuplicate, split, clean) { soiler, _ in soiler.swap(split) }
        times(.foldedDuplicate, split, clean) { soiler, index in soiler.fold(split, index) }
        times(.nearDuplicate, split, clean) { soiler, _ in soiler.almostDuplicate(split) }
        times(.labelConflict, split, clean) { soiler, index in soiler.contradict(split, index) }
        times(.identicalNegative, split, clean) { soiler, _ in soiler.denyIdentity(split) }
        times(.trivialPositive, split, clean) { soiler, index in soiler.repeatText(split, index) }
    }

    private mutating func duplicate(_ split: Split) {
        guard let line = bench.reserve(split) else { return }
        bench.append(line.fields, Dirt(.exactDuplicate, of: line.id), to: split)
    }

    private mutating func swap(_ split: Split) {
        guard let line = bench.reserve(split) else { return }
        let fields = [line.second, line.first, line.label]
        bench.append(fields, Dirt(.swappedDuplicate, of: line.id), to: split)
    }

    private mutating func fold(_ split: Split, _ index: Int) {
        let change = SurfaceChange.allCases[index % SurfaceChange.allCases.count]
        guard let line = bench.reserve(split, where: { change.apply($0.first) != nil }) else { return }
        let first = change.apply(line.first) ?? line.first
        bench.append([first, line.second, line.label], Dirt(.foldedDuplicate, change.rawValue, of: line.id), to: split)
    }

    private mutating func almostDuplicate(_ split: Split) {
        guard let line = bench.reserve(split, where: { Particles.added(to: $0.second) != nil }),
            let second = Particles.added(to: line.second), bench.isNew(line.first, second)
        else { return }
        bench.append([line.first, second, line.label], Dirt(.nearDuplicate, of: line.id), to: split)
    }

    private mutating func contradict(_ split: Split, _ index: Int) {
        guard let line = bench.reserve(split) else { return }
        let label = line.isPositive ? "0" : "1"
        let fields = index % 2 == 0 ? [line.first, line.second, label] : [line.second, line.first, label]
        let note = "right label \(line.label)"
        bench.append(fields, Dirt(.labelConflict, note, of: line.id), to: split)
    }

    private mutating func denyIdentity(_ split: Split) {
        guard let line = bench.reserve(split, where: { $0.isPositive }) else { return }
        bench.append([line.first, line.first, "0"], Dirt(.identicalNegative), to: split)
    }

    private mutating func repeatText(_ split: Split, _ index: Int) {
        let changes = SurfaceChange.allCases
        let change = index % 4 == 0 ? nil : changes[index % changes.count]
        guard let line = bench.reserve(split, where: { change == nil || change?.apply($0.first) != nil }) else {
            return
        }
        let twin = change?.apply(line.first) ?? line.first
        guard bench.isNew(line.first, twin) else { return }
        bench.append([line.first, twin, "1"], Dirt(.trivialPositive, change?.rawValue ?? "identical"), to: split)
    }

    /// a = b and b = c, but a and c get label 0; neither link may get dirt of its own.
    private mutating func breakClosure(_ split: Split) {
        let next = nextLinks(split)
        guard let line = bench.reserve(split, where: { $0.isPositive && next[$0.id] != nil }),
            let link = next[line.id], let second = bench.reserve(split, where: { $0.id == link })
        else { return }
        let far = second.first == line.second ? second.second : second.first
        guard bench.isNew(line.first, far) else { return }
        bench.append([line.first, far, "0"], Dirt(.closureBreak, "through \(line.second)", of: line.id), to: split)
    }

    /// For every clean positive row another one that holds its second text.
    private func nextLinks(_ split: Split) -> [Int: Int] {
        let positives = (bench.lines[split] ?? []).filter { $0.isPositive && $0.isClean }
        let holders = Dictionary(
            grouping: positives.flatMap { line in [(line.first, line.id), (line.second, line.id)] }
        ) {
            $0.0
        }
        return positives.reduce(into: [:]) { next, line in
            next[line.id] = holders[line.second]?.map(\.1).first { $0 != line.id }
        }
    }
}
