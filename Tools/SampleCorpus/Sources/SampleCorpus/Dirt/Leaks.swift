/// Rows and sentences of one file that come again in another.
extension Soiler {
    mutating func leak(clean: Int) {
        for index in 0..<DirtRates.devInTest { leakIntoTest(index) }
        times(.leakPair, .train, clean) { soiler, index in soiler.leakPair(index) }
        times(.leakSentence, .train, clean) { soiler, index in soiler.leakSentence(index) }
    }

    /// A dev row in test; the last one with the other label.
    private mutating func leakIntoTest(_ index: Int) {
        guard let line = bench.reserve(.dev) else { return }
        let isFlipped = index == DirtRates.devInTest - 1
        let label = isFlipped ? (line.isPositive ? "0" : "1") : line.label
        bench.append(
            [line.first, line.second, label], Dirt(.leakPair, isFlipped ? "other label" : "", of: line.id), to: .test)
    }

    /// A held-out row in train: as it is, exchanged, or with another mark.
    private mutating func leakPair(_ index: Int) {
        guard let line = bench.reserve(index % 2 == 0 ? .dev : .test) else { return }
        let remarked = SurfaceChange.mark.apply(line.first) ?? line.first
        switch index % 3 {
        case 0: leak([line.first, line.second], line, "as it is")
        case 1: leak([line.second, line.first], line, "swapped")
        default: leak([remarked, line.second], line, "mark")
        }
    }

    private mutating func leak(_ texts: [String], _ line: Line, _ note: String) {
        bench.append(texts + [line.label], Dirt(.leakPair, note, of: line.id), to: .train)
    }

    /// A held-out sentence in train, beside a sentence of its own meaning or of another domain.
    private mutating func leakSentence(_ index: Int) {
        guard let line = bench.reserve(index % 2 == 0 ? .dev : .test), let pair = line.pair else { return }
        if index % 4 < 2, let fresh = freshWording(pair.first.meaning), bench.isNew(line.first, fresh) {
            bench.append([line.first, fresh, "1"], Dirt(.leakSentence, of: line.id), to: .train)
        } else if let other = strangerText(to: pair.first.meaning), bench.isNew(line.first, other) {
            bench.append([line.first, other, "0"], Dirt(.leakSentence, of: line.id), to: .train)
        }
    }

    private mutating func freshWording(_ meaning: Meaning) -> String? {
        let renderer = Renderer(content: content)
        let phrases = content.intents[meaning.intent].variants[meaning.variant].phrases.count
        for _ in 0..<20 {
            let words = renderer.words(meaning, phrase: bench.dice.below(phrases), &bench.dice)
            let text = Dress.sentence(words, &bench.dice)
            if !bench.holds(text) { return text }
        }
        return nil
    }

    private mutating func strangerText(to meaning: Meaning) -> String? {
        let domain = content.intents[meaning.intent].domain
        let intents = content.intents
        let line = bench.reserve(.train) { line in
            line.pair.map { intents[$0.first.meaning.intent].domain != domain } ?? false
        }
        return line?.first
    }
}
