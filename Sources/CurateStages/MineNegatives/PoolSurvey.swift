internal import CurateCore
internal import Hashing

/// Gathers the sentences to search, the anchors, and who is labelled the same as or different from whom.
struct PoolSurvey: Survey {
    let options: MiningOptions

    var name: String { "pool" }
    var scope: SurveyScope { .all }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) throws -> any Observer {
        PoolObserver(
            options: options, groups: try options.groups(environment.roster),
            thresholds: environment.roster.sources.map(\.threshold), environment: environment)
    }

    /// One row for each sentence.
    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        for range in rows.groups() {
            var sentence = PooledSentence(hash: rows.keys[range.lowerBound])
            for row in range { sentence.take(PoolRow(rows, row)) }
            for row in range { sentence.takeOwnWording(PoolRow(rows, row)) }
            sentence.settle()
            sentence.append(to: &output.rows)
        }
    }

    func conclude(
        _ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment
    ) throws -> Findings {
        var sentences = (0..<rows.count).map { PooledSentence(rows, $0) }
        let lacking = try leaveOutLacking(&sentences, environment)
        if lacking > 0 { output.count("no_vector", lacking) }
        let pool = SentencePool(sentences, hidden: options.hidden, seed: environment.seed)
        output.count("sentences", pool.entries.count)
        output.count("hidden", pool.entries.reduce(0) { $0 + $1.hidden.count })
        return Findings(pool.bytes)
    }
}

extension PoolSurvey {
    /// Sentences without a vector are searched no more; their labels count as before. Returns how many there were.
    private func leaveOutLacking(_ sentences: inout [PooledSentence], _ environment: StageEnvironment) throws -> Int {
        let teacher = try environment.teachers.teacher(options.teacher)
        let usable = sentences.indices.filter { !sentences[$0].text.isEmpty && !sentences[$0].isHeldOut }
        var count = 0
        for start in stride(from: 0, to: usable.count, by: 1024) {
            let places = usable[start..<min(start + 1024, usable.count)]
            let texts = places.map { String(decoding: sentences[$0].text, as: UTF8.self) }
            for lacking in try teacher.lacking(texts) {
                sentences[usable[start + lacking]].text = []
                count += 1
            }
        }
        return count
    }
}

/// What the observers say of a sentence. Packed so that the record that comes first is at the head.
private enum PoolRow {
    /// The second sentence of a record comes behind the first, should both have one key.
    case text(Ordinal, isSecond: Bool, ArraySlice<UInt8>)
    case anchor(Ordinal)
    case positive(UInt64)
    case negative(UInt64)
    case heldOut

    init(_ rows: SurveyRows, _ row: Int) {
        self = rows.payloads.withText(row) { bytes in
            var offset = 1
            switch bytes[0] {
            case 0:
                let ordinal = Ordinal(packed: Packing.readBigEndian(bytes, at: &offset))
                let text = (offset + 1..<bytes.count).map { bytes[$0] }
                return .text(ordinal, isSecond: bytes[offset] == 1, text[...])
            case 1: return .anchor(Ordinal(packed: Packing.readBigEndian(bytes, at: &offset)))
            case 2: return .positive(Packing.readBigEndian(bytes, at: &offset))
            case 3: return .negative(Packing.readBigEndian(bytes, at: &offset))
            default: return .heldOut
            }
        }
    }

    func append(_ hash: UInt64, to rows: inout SurveyRows) {
        rows.begin(hash)
        switch self {
        case .text(let ordinal, let isSecond, let text):
            rows.payloads.bytes.append(0)
            Packing.bigEndian(ordinal.packed, to: &rows.payloads.bytes)
            rows.payloads.bytes.append(isSecond ? 1 : 0)
            rows.payloads.bytes += text
        case .anchor(let ordinal):
            rows.payloads.bytes.append(1)
            Packing.bigEndian(ordinal.packed, to: &rows.payloads.bytes)
        case .positive(let other):
            rows.payloads.bytes.append(2)
            Packing.bigEndian(other, to: &rows.payloads.bytes)
        case .negative(let other):
            rows.payloads.bytes.append(3)
            Packing.bigEndian(other, to: &rows.payloads.bytes)
        case .heldOut: rows.payloads.bytes.append(4)
        }
        rows.end()
    }
}

extension PooledSentence {
    fileprivate mutating func take(_ row: PoolRow) {
        switch row {
        case .text(let ordinal, _, let bytes):
            // Rows come sorted, but a sentence's wording must be the same however rows were partitioned.
            if first == nil || ordinal < (first ?? ordinal) { (first, text) = (ordinal, Array(bytes)) }
        case .anchor(let ordinal): owner = min(owner ?? ordinal, ordinal)
        case .positive(let other): positives.append(other)
        case .negative(let other): negatives.append(other)
        case .heldOut: isHeldOut = true
        }
    }

    /// An anchor's wording is that of the record at which its negatives are made, so that what is embedded and scored
    /// is what is written.
    fileprivate mutating func takeOwnWording(_ row: PoolRow) {
        guard let owner, first != owner, case .text(owner, _, let bytes) = row else { return }
        (first, text) = (owner, Array(bytes))
    }
}

private struct PoolObserver: Observer {
    let options: MiningOptions
    let groups: GroupTable
    let thresholds: [Float]
    let environment: StageEnvironment
    private let purpose = KeyedRandom.Purpose("mine_negatives.share")
    private var seen: Set<UInt64> = []
    private var waiting: [String] = []

    init(options: MiningOptions, groups: GroupTable, thresholds: [Float], environment: StageEnvironment) {
        self.options = options
        self.groups = groups
        self.thresholds = thresholds
        self.environment = environment
    }

    mutating func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) throws {
        for row in 0..<batch.count {
            let isSingle = batch.flags[row].contains(.single)
            let (a, b) = (batch.a.digest(row).low, isSingle ? 0 : batch.b.digest(row).low)
            if !isSingle, a != b { label(batch, row, a, b, &rows) }
            if batch.role == .heldOut {
                PoolRow.heldOut.append(a, to: &rows)
                if !isSingle { PoolRow.heldOut.append(b, to: &rows) }
            } else if batch.splits[row] == .train, !batch.flags[row].contains(.generated) {
                try add(batch, row, isSecond: false, a, &rows)
                if !isSingle { try add(batch, row, isSecond: true, b, &rows) }
                anchor(batch, row, a, b, &rows)
            }
        }
    }

    /// What is asked of the teacher here, by many threads, is in its store when the search begins.
    mutating func finish(into rows: inout SurveyRows) throws { try embed() }

    private func label(_ batch: Batch, _ row: Int, _ a: UInt64, _ b: UInt64, _ rows: inout SurveyRows) {
        switch SourceLabel(batch.labels[row], threshold: thresholds[Int(batch.sources[row])]) {
        case .same:
            PoolRow.positive(b).append(a, to: &rows)
            PoolRow.positive(a).append(b, to: &rows)
        case .different where batch.role == .training:
            PoolRow.negative(b).append(a, to: &rows)
            PoolRow.negative(a).append(b, to: &rows)
        default: break
        }
    }

    private mutating func add(
        _ batch: Batch, _ row: Int, isSecond: Bool, _ hash: UInt64, _ rows: inout SurveyRows
    ) throws {
        let side = isSecond ? batch.b : batch.a
        guard side.text.length(row) > 0 else { return }
        PoolRow.text(batch.ordinals[row], isSecond: isSecond, side.text.bytes[side.text.range(row)])
            .append(hash, to: &rows)
        guard seen.insert(hash).inserted else { return }
        waiting.append(side.text.string(row))
        if waiting.count == 1024 { try embed() }
    }

    private mutating func embed() throws {
        if !waiting.isEmpty { _ = try environment.teachers.teacher(options.teacher).embed(waiting) }
        waiting = []
    }

    private func anchor(_ batch: Batch, _ row: Int, _ a: UInt64, _ b: UInt64, _ rows: inout SurveyRows) {
        guard groups.group(batch, row) != nil, !batch.flags[row].contains(.repeated) else { return }
        for hash in options.sides == .both ? [a, b] : [a] {
            var random = KeyedRandom(seed: environment.seed, purpose: purpose, number: hash)
            guard random.unit() < options.share else { continue }
            PoolRow.anchor(batch.ordinals[row]).append(hash, to: &rows)
        }
    }
}
