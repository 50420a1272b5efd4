internal import ByteScanning
internal import CurateCore
internal import CuratePlan

/// Gathers one partition's final records, puts them in order and stores them by split.
struct SettledPartition {
    /// Records and bytes of text in a stored block; shards read blocks, not partitions.
    private static let blockRows = 4096
    private static let blockBytes = 4 << 20

    private let context: RunContext
    private var training = Batch(role: .training)
    private var heldOut = Batch(role: .heldOut)

    init(context: RunContext) { self.context = context }

    mutating func add(_ batch: Batch) {
        var batch = batch
        if !context.plan.arrangements.isEmpty { SentenceCodes.add(to: &batch) }
        // Sentences are told apart by their keys, and those held out must be known wherever they are not written.
        let gathersSentences = context.plan.gathersSentences
        if !gathersSentences || !batch.hasKeys {
            let none = TextColumn(bytes: [], ends: gathersSentences ? [UInt32](repeating: 0, count: batch.count) : [])
            (batch.a.key, batch.b.key) = (none, none)
        }
        if batch.role == .training {
            training.append(contentsOf: batch)
        } else if context.plan.writeHeldOut || gathersSentences {
            heldOut.append(contentsOf: batch)
        }
    }

    /// Stores what was added and counts it by split.
    func write(to file: TaskFileWriter) throws -> [Int: SettledCounts] {
        var counts: [Int: SettledCounts] = [:]
        for coded in [heldOut, training] {
            try ExchangeBlocks(context: context).write(coded, to: file)
            guard coded.role == .training || context.plan.writeHeldOut else { continue }
            var batch = coded
            batch.setOptionalColumns(origins: batch.origins, scores: batch.scores)
            try RecordPlaces.append(batch, to: file)
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
        var bytes: [UInt8] = []
        var start = 0
        while start < order.count {
            let end = blockEnd(batch, order, from: start)
            bytes.removeAll(keepingCapacity: true)
            BatchCodec.encode(batch, rows: order.span.extracting(start..<end), keys: false, into: &bytes)
            try file.append(Section(kind: .settled, index: Int(split.rawValue)), rows: end - start, bytes)
            start = end
        }
    }

    /// At least one record further on.
    private func blockEnd(_ batch: Batch, _ order: [Int], from start: Int) -> Int {
        var (end, bytes) = (start, 0)
        while end < order.count, end - start < Self.blockRows, bytes < Self.blockBytes {
            bytes += batch.a.text.length(order[end]) + batch.b.text.length(order[end])
            end += 1
        }
        return end
    }

    /// About as many pairs of a split are profiled.
    private static let profiledRows = 16_384

    private func count(_ batch: Batch, _ order: [Int]) -> SettledCounts {
        var counter = SettledCounter(roster: context.plan.roster)
        var profiler = PairProfiler(context.differences)
        // Profiles are shares and quantiles: of many pairs some tell them as well as all, drawn by id.
        let share = UInt64(max(1, order.count * context.plan.partitions / Self.profiledRows))
        for row in order {
            if batch.ids[row].low % share == 0 { profiler.add(batch, row) }
            counter.add(source: Int(batch.sources[row]), label: batch.labels[row])
            if batch.flags[row].contains(.generated) { counter.add(origin: batch.origin(row).kind) }
            counter.add(bytes: batch.a.text.length(row) + batch.b.text.length(row))
        }
        for column in [batch.a.text, batch.b.text] {
            let characters = ByteScanning.characters(bytes: column.bytes, ends: column.ends)
            for row in order where characters[row] > 0 { counter.add(length: Int(characters[row])) }
        }
        var counts = counter.counts
        counts.profiles = profiler.counts
        return counts
    }
}
