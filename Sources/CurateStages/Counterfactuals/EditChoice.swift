internal import CurateCore
internal import Hashing

/// Chooses the edit of each record; a function of the record, the closure and the held-out sentences.
struct EditChoice: Sendable {
    let options: CounterfactualOptions
    let groups: GroupTable
    let closure: Closure
    let heldOut: Set<UInt64>
    let environment: StageEnvironment
    private let sharePurpose = KeyedRandom.Purpose("counterfactuals.share")
    private let purpose = KeyedRandom.Purpose("counterfactuals")

    init(
        _ options: CounterfactualOptions, closure: Findings, heldOut: Findings, _ environment: StageEnvironment
    ) throws {
        self.options = options
        self.environment = environment
        groups = try options.groups(environment.roster)
        self.closure = Closure(closure)
        self.heldOut = Set(heldOut.heldOutSentences)
    }

    /// What became of a record that was drawn.
    enum Outcome {
        case edit(Edit)
        case skipped(String)
    }

    /// nil where a record is none of those to edit.
    /// - Parameter drop: told of each edit that is not made, and why.
    func outcome(_ batch: Batch, _ row: Int, drop: (String) -> Void) throws -> Outcome? {
        guard groups.group(batch, row) != nil else { return nil }
        var share = KeyedRandom(seed: environment.seed, purpose: sharePurpose, record: batch.ids[row])
        guard share.unit() < options.share, !batch.flags[row].contains(.repeated) else { return nil }
        guard GeneratedRecords.fits(batch.ordinals[row]) else { return .skipped("many_in_row") }
        let text = batch.a.text.bytes[batch.a.text.range(row)]
        guard options.length.contains(Characters.count(text)) else { return .skipped("length") }
        let source = batch.a.digest(row).low
        guard !heldOut.contains(source) else { return .skipped("held_out") }
        let sentence = try EditableSentence(String(decoding: text, as: UTF8.self))
        let infers = batch.labels[row].scale == .nli
        // What asks is neither true nor false, so nothing contradicts it.
        if infers, sentence.asksWhat || sentence.asksYesOrNo { return .skipped("question") }
        var random = KeyedRandom(seed: environment.seed, purpose: purpose, record: batch.ids[row])
        for kind in random.shuffled(options.kinds) where !infers || EditInferences.labels[kind] != nil {
            for edit in random.shuffled(kind.operation.edits(sentence)) {
                guard let reason = fault(edit, source) else { return .edit(edit) }
                drop(reason)
            }
        }
        return .skipped("nothing_to_edit")
    }

    private func fault(_ edit: Edit, _ source: UInt64) -> String? {
        var side = Side()
        side.text.append(edit.text)
        side.key = environment.keys.keys(of: side.text)
        let changed = side.digest(0).low
        if changed == source { return "unchanged" }
        return closure.connects(source, changed) ? "positive" : nil
    }
}

/// Counts the edits of each kind, to keep any from making up too much of all.
struct EditCounts: Survey {
    let options: CounterfactualOptions

    var name: String { "kinds" }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) throws -> any Observer {
        EditObserver(try EditChoice(options, closure: earlier[0], heldOut: earlier[1], environment))
    }

    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        for range in rows.groups() {
            output.rows.begin(rows.keys[range.lowerBound])
            Packing.append(range.reduce(0) { $0 + Self.count(rows, $1) }, to: &output.rows.payloads.bytes)
            output.rows.end()
        }
    }

    func conclude(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) -> Findings {
        var bytes: [UInt8] = []
        for row in 0..<rows.count {
            Packing.append(rows.keys[row] >> 56, to: &bytes)
            Packing.append(Self.count(rows, row), to: &bytes)
        }
        return Findings(bytes)
    }

    private static func count(_ rows: SurveyRows, _ row: Int) -> UInt64 {
        rows.payloads.withText(row) { bytes in
            var offset = 0
            return Packing.read(UInt64.self, bytes, at: &offset)
        }
    }
}

extension Findings {
    /// What ``EditCounts`` found, as the share of each kind's edits to keep.
    func editShares(most: Double) -> [UInt64: Double] {
        var offset = 0
        var counts: [(code: UInt64, count: Double)] = []
        while offset < bytes.count {
            let code = Packing.read(UInt64.self, bytes.span, at: &offset)
            counts.append((code, Double(Packing.read(UInt64.self, bytes.span, at: &offset))))
        }
        let limit = Self.limit(of: counts.map(\.count), most: most)
        return Dictionary(uniqueKeysWithValues: counts.map { ($0.code, min(1, limit / $0.count)) })
    }

    /// The most edits of a kind, so that none has more than its share of what is left.
    private static func limit(of counts: [Double], most: Double) -> Double {
        // With fewer kinds than 1 / most, equal parts are the best there is.
        let share = max(most, 1 / Double(max(1, counts.count)))
        var limit = counts.max() ?? 0
        for _ in 0..<64 { limit = min(limit, share * counts.reduce(0) { $0 + min($1, limit) }) }
        return max(limit, counts.min() ?? 0)
    }
}

private struct EditObserver: Observer {
    let choice: EditChoice
    private var counts: [UInt64: UInt64] = [:]

    init(_ choice: EditChoice) { self.choice = choice }

    mutating func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) throws {
        for row in 0..<batch.count {
            guard case .edit(let edit) = try choice.outcome(batch, row, drop: { _ in }) else { continue }
            counts[edit.kind.code, default: 0] += 1
        }
    }

    func finish(into rows: inout SurveyRows) {
        for (code, count) in counts.sorted(by: { $0.key < $1.key }) {
            rows.begin(code << 56)
            Packing.append(count, to: &rows.payloads.bytes)
            rows.end()
        }
    }
}
