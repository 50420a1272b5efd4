internal import CurateCore
internal import TextNormalization

/// `normalize`: a column at a time.
struct Normalize: Stage {
    private let normalizer: TextNormalizer
    private let markup: Markup

    /// - Throws: `Diagnostic` when the text for masks would itself be changed by the other options.
    init(_ options: Options) throws {
        normalizer = try TextNormalizer(NormalizationRules(text: options), for: "normalize")
        markup = Markup(rawValue: options.string("html")) ?? .text
    }

    var name: String { "normalize" }
    var appliesTo: StageScope { .all }
    var rewrites: Bool { true }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        NormalizeProcessor(markup: markup, normalizer: normalizer, keys: environment.keys)
    }
}

private struct NormalizeProcessor: Processor {
    let markup: Markup
    let normalizer: TextNormalizer
    let keys: any KeyMaking

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        var tally = ChangeTally()
        for change in normalize(&batch.a) { tally.add(change) }
        for (row, change) in normalize(&batch.b).enumerated() where !batch.flags[row].contains(.single) {
            tally.add(change)
        }
        tally.report(to: &log)
    }

    private func normalize(_ side: inout Side) -> [SentenceChange] {
        let plain = markup.removed(from: side.text)
        let column = normalizer.normalize(plain?.column ?? side.text)
        var changes = column.changes.map { SentenceChange(kinds: $0) }
        for row in plain?.rows ?? [] { changes[row].html = true }
        side.text = TextColumn(column)
        side.key = keys.keys(of: side.text)
        return changes
    }
}

/// What was changed in a sentence.
private struct SentenceChange {
    var kinds: ChangeKinds
    var html = false
}

/// Counts sentences by what was changed in them.
private struct ChangeTally {
    private var counts = [Int](repeating: 0, count: ChangeKinds.names.count)
    private var html = 0
    private var unchanged = 0

    mutating func add(_ change: SentenceChange) {
        precondition(!change.kinds.contains(.invalidUnicode), "a reader let ill-formed UTF-8 through")
        if change.html { html += 1 }
        if change.kinds.isEmpty {
            unchanged += change.html ? 0 : 1
        } else {
            for (index, known) in ChangeKinds.names.enumerated() where change.kinds.contains(known.kind) {
                counts[index] += 1
            }
        }
    }

    func report(to log: inout StageLog) {
        for (index, change) in ChangeKinds.names.enumerated() { log.count(change.name, counts[index]) }
        log.count("html", html)
        log.count("unchanged", unchanged)
    }
}
