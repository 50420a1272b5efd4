internal import CurateCore

/// Collects ledger lines and stores them by step and by the part of the input they belong to, with their ordinals, so
/// that the ledger can be written in input order without holding it.
struct LedgerSpill {
    private struct Place: Hashable {
        var step: Int
        var part: Int
    }

    private let line: LedgerLine
    private let router: RankRouter
    private let names: [String]
    private let limit: Int
    private var lines: [Place: SurveyRows] = [:]
    private var held = 0

    /// Ledger sections are numbered by step, with 0 for the reading.
    static func section(step: Int) -> Int { step + 1 }
    static let reading = 0

    init(roster: Roster, router: RankRouter, stepNames: [String], limit: Int) {
        line = LedgerLine(roster: roster)
        self.router = router
        names = stepNames
        self.limit = limit
    }

    mutating func add(_ rejections: [Rejection], of batch: Batch, step: Int) {
        for rejection in rejections {
            let ordinal = batch.ordinals[rejection.row]
            let part = router.partition(batch.ids[rejection.row], ordinal, role: .heldOut)
            var text: [UInt8] = []
            line.append(batch, rejection, stage: names[step], to: &text)
            append(ordinal.packed, Place(step: Self.section(step: step), part: part), text)
        }
    }

    mutating func add(_ rejections: [RowRejection], source: SourceInfo, file: Int) {
        for rejection in rejections {
            let ordinal = Ordinal(file: file, line: rejection.line)
            let part = router.partition(RecordID(high: 0, low: 0), ordinal, role: .heldOut)
            var text: [UInt8] = []
            line.append(rejection, source: source, file: file, to: &text)
            append(ordinal.packed, Place(step: Self.reading, part: part), text)
        }
    }

    private mutating func append(_ key: UInt64, _ place: Place, _ text: [UInt8]) {
        lines[place, default: SurveyRows()].keys.append(key)
        lines[place, default: SurveyRows()].payloads.append(text[...])
        held += text.count + 16
    }

    mutating func flushIfLarge(to file: TaskFileWriter) throws {
        if held > limit { try flush(to: file) }
    }

    mutating func flush(to file: TaskFileWriter) throws {
        for place in lines.keys.sorted(by: { ($0.step, $0.part) < ($1.step, $1.part) }) {
            guard let rows = lines[place] else { continue }
            var bytes: [UInt8] = []
            SurveyRowCodec.encode(rows, into: &bytes)
            try file.append(Section(kind: .ledger, index: place.step, part: place.part), rows: rows.count, bytes)
        }
        lines.removeAll()
        held = 0
    }
}
