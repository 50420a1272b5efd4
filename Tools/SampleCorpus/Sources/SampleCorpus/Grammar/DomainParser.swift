/// Reads a domain file: intents with their slots, phrases and contrasting variants.
///
/// ```
/// domain 出行
/// intent 高铁时长
/// slot 起 = @城市
/// slot 止 = @城市
/// swap 起 止
/// - 从{起}到{止}坐高铁要多久
/// not focus
/// - 从{起}到{止}的高铁票多少钱
/// ```
struct DomainParser {
    private let file: String
    private let lists: [String: SlotList]
    private var domain: String?
    private var draft: Draft?
    private var intents: [Intent] = []

    private struct Draft {
        let name: String
        let line: Int
        var slots: [Slot] = []
        var exchange: Exchange?
        var variants = [Variant(contrast: nil, phrases: [])]
    }

    /// Parses one domain file.
    static func parse(_ text: String, file: String, lists: [String: SlotList]) throws(ContentError) -> [Intent] {
        var parser = DomainParser(file: file, lists: lists)
        for (number, line) in ContentLines.read(text) { try parser.take(line, number) }
        try parser.finishIntent()
        return parser.intents
    }

    private init(file: String, lists: [String: SlotList]) {
        self.file = file
        self.lists = lists
    }

    private mutating func take(_ line: Substring, _ number: Int) throws(ContentError) {
        let word = line.prefix { $0 != " " }
        let rest = line.dropFirst(word.count).trimmingBlanks
        switch word {
        case "domain": domain = String(rest)
        case "intent": try startIntent(String(rest), number)
        case "slot":
            try edit(number) { parser, draft throws(ContentError) in
                draft.slots.append(try parser.slot(rest, number))
            }
        case "swap", "symmetric":
            try edit(number) { parser, draft throws(ContentError) in
                draft.exchange = try parser.exchange(word, rest, draft.slots, number)
            }
        case "not":
            try edit(number) { parser, draft throws(ContentError) in
                draft.variants.append(Variant(contrast: try parser.contrast(rest, number), phrases: []))
            }
        case "-":
            try edit(number) { parser, draft throws(ContentError) in
                let last = draft.variants.count - 1
                let like = last == 0 ? Set(draft.slots.indices) : draft.variants[last].phrases.first?.slots
                let phrase = try parser.phrase(String(rest), draft.slots, mentioning: like, number)
                draft.variants[last].phrases.append(phrase)
            }
        default: throw error(number, "expected domain, intent, slot, swap, symmetric, not or '-', found '\(word)'")
        }
    }

    private mutating func edit(
        _ number: Int, _ body: (DomainParser, inout Draft) throws(ContentError) -> Void
    ) throws(ContentError) {
        guard var draft else { throw error(number, "a line before the first 'intent'") }
        try body(self, &draft)
        self.draft = draft
    }

    private mutating func startIntent(_ name: String, _ number: Int) throws(ContentError) {
        try finishIntent()
        draft = Draft(name: name, line: number)
    }

    private mutating func finishIntent() throws(ContentError) {
        guard let draft else { return }
        guard let domain else { throw error(draft.line, "no 'domain' before the first intent") }
        guard draft.variants.allSatisfy({ !$0.phrases.isEmpty }) else {
            throw error(draft.line, "intent '\(draft.name)' has a variant without phrases")
        }
        intents.append(
            Intent(
                domain: domain, name: draft.name, slots: draft.slots, exchange: draft.exchange,
                variants: draft.variants))
        self.draft = nil
    }

    private func slot(_ text: Substring, _ number: Int) throws(ContentError) -> Slot {
        guard let equals = text.firstIndex(of: "=") else { throw error(number, "a slot needs '='") }
        let head = text[..<equals].trimmingBlanks
        let tail = text[text.index(after: equals)...].trimmingBlanks
        if tail.hasPrefix("@") {
            let list = try union(tail, number)
            return Slot(name: String(head), kind: list.kind, list: String(tail.dropFirst()), values: list.values)
        }
        let (name, kind) = try SlotParser.header(head, file: file, line: number)
        let values = SlotParser.values(tail)
        guard values.count > 1 else { throw error(number, "slot '\(name)' needs at least two values") }
        return Slot(name: name, kind: kind, list: nil, values: values)
    }

    /// The values of `@LIST` or `@LIST+@LIST...`, each value once; the first list decides the kind.
    private func union(_ names: Substring, _ number: Int) throws(ContentError) -> SlotList {
        var known: Set<String> = []
        var kind: Contrast?
        var values: [[String]] = []
        for name in names.split(separator: "+").map({ String($0.trimmingBlanks.dropFirst()) }) {
            guard let list = lists[name] else { throw error(number, "no list named '\(name)'") }
            kind = kind ?? list.kind
            values += list.values.filter { known.isDisjoint(with: $0) }
            known.formUnion(list.values.joined())
        }
        guard let kind else { throw error(number, "no list named in '\(names)'") }
        return SlotList(kind: kind, values: values)
    }

    private func exchange(
        _ word: Substring, _ text: Substring, _ slots: [Slot], _ number: Int
    ) throws(ContentError) -> Exchange {
        let indices = text.split(separator: " ").compactMap { name in slots.firstIndex { $0.name == name } }
        guard indices.count == 2, slots[indices[0]].list != nil, slots[indices[0]].list == slots[indices[1]].list else {
            throw error(number, "'\(word)' needs two declared slots of one list")
        }
        return word == "swap" ? .swap(indices[0], indices[1]) : .symmetric(indices[0], indices[1])
    }

    private func contrast(_ text: Substring, _ number: Int) throws(ContentError) -> Contrast {
        guard let contrast = Contrast(rawValue: String(text)) else { throw error(number, "no contrast '\(text)'") }
        return contrast
    }

    private func phrase(
        _ text: String, _ slots: [Slot], mentioning expected: Set<Int>?, _ number: Int
    ) throws(ContentError) -> Phrase {
        do {
            let phrase = try PhraseParser.parse(text, slotNames: slots.map(\.name))
            guard expected == nil || phrase.slots == expected else {
                throw error(number, "every phrase must mention the same slots, whatever is chosen")
            }
            return phrase
        } catch let problem as PhraseError {
            throw error(number, problem.message)
        } catch let problem as ContentError {
            throw problem
        } catch {
            throw self.error(number, "\(error)")
        }
    }

    private func error(_ line: Int, _ message: String) -> ContentError {
        ContentError(file: file, line: line, message: message)
    }
}
