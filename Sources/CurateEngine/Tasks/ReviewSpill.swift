internal import CurateCore
internal import CuratePlan

/// Collects what steps want people to look at: of each step the most suspicious records, no more than its list may
/// hold, since the list of the run is made of them.
struct ReviewSpill {
    private let line: LedgerLine
    private let steps: [PlannedStep]
    private var lists: [Int: ReviewList] = [:]

    init(roster: Roster, steps: [PlannedStep]) {
        line = LedgerLine(roster: roster)
        self.steps = steps
    }

    mutating func add(_ reviews: [Review], of batch: Batch, step: Int) {
        guard !reviews.isEmpty, let limit = steps[step].reviews else { return }
        var list = lists[step] ?? ReviewList(limit: limit.rows)
        for review in reviews where list.accepts(review.suspicion) {
            var text: [UInt8] = []
            Packing.bigEndian(batch.ordinals[review.row].packed, to: &text)
            line.append(batch, review, stage: steps[step].name, to: &text)
            list.add(review.suspicion, text)
        }
        lists[step] = list
    }

    mutating func flush(to file: TaskFileWriter) throws {
        for step in lists.keys.sorted() {
            guard let rows = lists[step]?.rows, rows.count > 0 else { continue }
            var bytes: [UInt8] = []
            SurveyRowCodec.encode(rows, into: &bytes)
            try file.append(Section(kind: .reviews, index: step), rows: rows.count, bytes)
        }
        lists = [:]
    }
}

/// The most suspicious of many lines, in memory for twice as many as it may hold.
struct ReviewList {
    private let limit: Int
    private var held = SurveyRows()
    /// The key of the last line that is sure to stay, once there are enough.
    private var last: UInt64?

    init(limit: Int) { self.limit = limit }

    /// False when a line of this suspicion would leave at once.
    func accepts(_ suspicion: Double) -> Bool { last.map { Self.key(suspicion) <= $0 } ?? true }

    /// - Parameter text: begins with what decides among equals.
    mutating func add(_ suspicion: Double, _ text: [UInt8]) {
        held.keys.append(Self.key(suspicion))
        held.payloads.append(text[...])
        if held.count >= 2 * max(limit, 512) { cut() }
    }

    mutating func add(_ rows: SurveyRows) {
        for row in 0..<rows.count {
            held.keys.append(rows.keys[row])
            held.payloads.append(row, of: rows.payloads)
        }
        if held.count >= 2 * max(limit, 512) { cut() }
    }

    /// Most suspicious first.
    var rows: SurveyRows {
        var copy = self
        copy.cut()
        return copy.held
    }

    private mutating func cut() {
        let sorted = held.sorted()
        let count = min(limit, sorted.count)
        held = SurveyRows()
        held.keys = Array(sorted.keys[..<count])
        held.payloads = sorted.payloads.gather(Array(0..<count))
        last = count == limit ? held.keys.last : nil
    }

    /// Ascending keys are descending suspicions.
    private static func key(_ suspicion: Double) -> UInt64 { UInt64((1 - min(max(suspicion, 0), 1)) * 0x1p52) }
}
