internal import CurateCore
internal import CuratePlan

/// Gathers one partition's final records, puts them in order and stores them by split.
struct SettledPartition {
    /// Records in a stored block; shards read blocks, not partitions.
    static let blockRows = 4096

    private let context: RunContext
    private var training = Batch(role: .training)
    private var heldOut = Batch(role: .heldOut)

    init(context: RunContext) { self.context = context }

    mutating func add(_ batch: Batch) {
        var batch = batch
        batch.a.key = TextColumn()
        batch.b.key = TextColumn()
        if batch.role == .training {
            training.append(contentsOf: batch)
        } else if context.plan.writeHeldOut {
            heldOut.append(contentsOf: batch)
        }
    }

    /// Stores what was added and counts it by split.
    func write(to file: TaskFileWriter) throws -> [Int: SettledCounts] {
        var counts: [Int: SettledCounts] = [:]
        for batch in [heldOut, training] {
            for split in Split.allCases {
                let order = ordered(batch, split)
                guard !order.isEmpty else { continue }
                counts[Int(split.rawValue), default: SettledCounts()].add(count(batch, order))
                try store(batch, order, split, file)
            }
        }
        return counts
    }

    private func ordered(_ batch: Batch, _ split: Split) -> [Int] {
        let rows = (0..<batch.count).filter { batch.splits[$0] == split }
        let ranked = rows.map { row in
            (rank: context.router.rank(batch.ids[row], batch.ordinals[row], role: batch.role), row: row)
        }
        return ranked.sorted { left, right in
            left.rank == right.rank ? batch.ordinals[left.row] < batch.ordinals[right.row] : left.rank < right.rank
        }.map(\.row)
    }

    private func store(_ batch: Batch, _ order: [Int], _ split: Split, _ file: TaskFileWriter) throws {
        for start in stride(from: 0, to: order.count, by: Self.blockRows) {
            let rows = Array(order[start..<min(start + Self.blockRows, order.count)])
            var bytes: [UInt8] = []
            BatchCodec.encode(batch.gather(rows), into: &bytes)
            try file.append(Section(kind: .settled, index: Int(split.rawValue)), rows: rows.count, bytes)
        }
    }

    private func count(_ batch: Batch, _ order: [Int]) -> SettledCounts {
        var counts = SettledCounts()
        counts.rows = order.count
        for row in order {
            let label = batch.labels[row]
            let source = Int(batch.sources[row])
            counts.bytes += batch.a.text.length(row) + batch.b.text.length(row) + 160
            counts.labels[source, default: [:]][LabelText.word(label), default: 0] += 1
            let threshold = context.plan.roster.sources[source].threshold
            counts.classes[label.fiveClass(threshold: threshold).map(String.init) ?? "none", default: 0] += 1
            for column in [batch.a.text, batch.b.text] {
                let length = column.withText(row, Self.characters)
                if length > 0 { counts.lengths[length, default: 0] += 1 }
            }
        }
        return counts
    }

    /// Characters of a UTF-8 text: bytes that do not continue one.
    private static func characters(_ text: Span<UInt8>) -> Int {
        var count = 0
        for index in text.indices where text[index] & 0xC0 != 0x80 { count += 1 }
        return count
    }
}
