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
        try gathering.rows(number: number, settled: settled, part: part) { row in
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
        let counts = TaskCounts(arranged: [number: gathering.counts])
        try file.publish(counts: Array(try JSONEncoder().encode(counts)))
    }
}

/// Where the rows of one partition will stand.
private struct PlacesOfPart {
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
        guard bytes.count == 8 else { throw StoredDataFailure() }
        total = Packing.read(UInt64.self, bytes.span, at: &offset)
    }

    func position(_ ordinal: Ordinal) throws -> UInt64 {
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
