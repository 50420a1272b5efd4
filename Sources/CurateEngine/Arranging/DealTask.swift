internal import CurateCore
internal import CuratePlan
import Foundation

/// Sends the rows of one partition to where they will stand.
struct DealTask {
    let context: RunContext
    let number: Int

    func run(settled: Int, places: Int?, part: Int, path: String) throws {
        let known = try places.map { try PlacesOfPart(context, $0, part) }
        let file = try TaskFileWriter(path: path)
        var spill = RowSpill(parts: context.plan.partitions, limit: context.settings.taskBytes)
        var gathering = RowGathering(context: context, arrangement: context.plan.arrangements[number])
        var ledger = LedgerSpill(
            roster: context.plan.roster, router: context.router, stepNames: context.plan.steps.map(\.name),
            limit: context.settings.taskBytes)
        try gathering.rows(number: number, settled: settled, part: part) { row in
            if let known, let rejection = try rejection(row, known) {
                ledger.add([rejection], of: row, step: step)
                return try ledger.flushIfLarge(to: file)
            }
            var row = row
            let (id, ordinal) = (row.ids[0], row.ordinals[0])
            var code = row.code(0)
            code.place = context.router.rank(id, ordinal, role: row.role)
            var destination = context.router.partition(id, ordinal, role: row.role)
            if let known, PlaceTask.isBatched(row) {
                code.place = try known.position(ordinal)
                destination = known.partition(of: code.place, among: context.plan.partitions)
            }
            row.setCodes(code, of: 0)
            try spill.add(row, to: destination, file)
        }
        try spill.flush(to: file)
        try ledger.flush(to: file)
        let counts = TaskCounts(arranged: [number: gathering.counts])
        try file.publish(counts: Array(try JSONEncoder().encode(counts)))
    }

    /// The step whose batches these are.
    private var step: Int { context.stages.firstIndex { $0.batches != nil } ?? 0 }

    /// Why a row leaves the view, where those without a place do.
    private func rejection(_ row: Batch, _ known: PlacesOfPart) throws -> Rejection? {
        let arrangement = context.plan.arrangements[number]
        guard arrangement.batches?.rejectsRest == true, PlaceTask.isBatched(row),
            try known.position(row.ordinals[0]) >= known.placed
        else { return nil }
        var log = StageLog(role: row.role)
        log.reject(
            0, try known.isConflicted(row.ordinals[0]) ? "no_place" : "no_full_step",
            [
                .init("view", .text(arrangement.view)),
                .init("steps", .integer(Int(known.placed) / (arrangement.batches?.members ?? 1))),
            ])
        return log.rejections.first
    }
}

/// Where the rows of one partition will stand.
struct PlacesOfPart {
    /// Set in the position of a row that found no place because of others.
    static let conflicted: UInt64 = 1 << 63

    /// Rows that stand in steps.
    let placed: UInt64
    private let positions: [UInt64: UInt64]
    private let total: UInt64

    init(_ context: RunContext, _ fragment: Int, _ part: Int) throws {
        var rows = SurveyRows()
        for block in try context.store(fragment).blocks(Section(kind: .rows, part: part)) {
            var offset = 0
            try SurveyRowCodec.decode(try block.read(), at: &offset, appendingTo: &rows)
        }
        var positions = [UInt64: UInt64](minimumCapacity: rows.count)
        for row in 0..<rows.count {
            positions[rows.keys[row]] = rows.payloads.withText(row) { bytes in
                var offset = 0
                return Packing.read(UInt64.self, bytes, at: &offset)
            }
        }
        self.positions = positions
        var (bytes, offset): ([UInt8], Int) = ([], 0)
        for block in try context.store(fragment).blocks(Section(kind: .findings)) { bytes += try block.read() }
        guard bytes.count == 16 else { throw StoredDataFailure() }
        total = Packing.read(UInt64.self, bytes.span, at: &offset)
        placed = Packing.read(UInt64.self, bytes.span, at: &offset)
    }

    func position(_ ordinal: Ordinal) throws -> UInt64 { try stored(ordinal) & ~Self.conflicted }

    func isConflicted(_ ordinal: Ordinal) throws -> Bool { try stored(ordinal) & Self.conflicted != 0 }

    private func stored(_ ordinal: Ordinal) throws -> UInt64 {
        guard let position = positions[ordinal.packed] else { throw StoredDataFailure() }
        return position
    }

    func partition(of position: UInt64, among parts: Int) -> Int { Int(position * UInt64(parts) / max(1, total)) }
}

/// Collects rows by destination and writes them out when they take too much memory.
private struct RowSpill {
    private let limit: Int
    private var waiting: [Int: [Batch]] = [:]
    private var held = 0

    init(parts: Int, limit: Int) { self.limit = limit }

    mutating func add(_ row: Batch, to part: Int, _ file: TaskFileWriter) throws {
        waiting[part, default: []].append(row)
        held += row.footprint + 512
        if held > limit { try flush(to: file) }
    }

    mutating func flush(to file: TaskFileWriter) throws {
        for part in waiting.keys.sorted() {
            for role in [Role.heldOut, .training] {
                var batch = Batch(role: role)
                for row in waiting[part] ?? [] where row.role == role { batch.append(contentsOf: row) }
                guard !batch.isEmpty else { continue }
                var bytes: [UInt8] = []
                BatchCodec.encode(batch, rows: Array(0..<batch.count).span, keys: true, into: &bytes)
                try file.append(Section(kind: .records, part: part), rows: batch.count, bytes)
            }
        }
        waiting.removeAll(keepingCapacity: true)
        held = 0
    }
}
