internal import CurateCore
internal import CuratePlan
import Foundation

/// Puts the rows that were sent to one partition in order and stores them as settled records are stored.
struct ArrangeTask {
    private static let blockRows = 4096
    private static let blockBytes = 4 << 20

    let context: RunContext
    let number: Int

    func run(dealt: Int, part: Int, path: String) throws {
        var training = Batch(role: .training)
        var heldOut = Batch(role: .heldOut)
        for block in try context.store(dealt).blocks(Section(kind: .records, part: part)) {
            try TaskRunner.stopIfAsked()
            var offset = 0
            let batch = try BatchCodec.decode(try block.read(), at: &offset)
            if batch.role == .training { training.append(contentsOf: batch) } else { heldOut.append(contentsOf: batch) }
        }
        let file = try TaskFileWriter(path: path)
        var counts = ArrangedCounts()
        for batch in [heldOut, training] {
            for split in Split.allCases {
                let rows = ordered(batch, split)
                try store(rows, of: batch, split, file, &counts)
            }
        }
        try file.publish(counts: Array(try JSONEncoder().encode(TaskCounts(arranged: [number: counts]))))
    }

    /// The rows of a split, each a head and what follows it.
    private func ordered(_ batch: Batch, _ split: Split) -> [Range<Int>] {
        var rows: [Range<Int>] = []
        var start = 0
        while start < batch.count {
            var end = start + 1
            while end < batch.count, batch.flags[end].contains(.follows) { end += 1 }
            if batch.splits[start] == split { rows.append(start..<end) }
            start = end
        }
        return rows.sorted { left, right in
            let (first, second) = (left.lowerBound, right.lowerBound)
            let (before, after) = (batch.code(first).place, batch.code(second).place)
            if before != after { return before < after }
            // Two sentences of one record share its place.
            return batch.ordinals[first] == batch.ordinals[second]
                ? batch.ids[first] < batch.ids[second] : batch.ordinals[first] < batch.ordinals[second]
        }
    }

    private func store(
        _ rows: [Range<Int>], of batch: Batch, _ split: Split, _ file: TaskFileWriter, _ counts: inout ArrangedCounts
    ) throws {
        let batched = context.plan.arrangements[number].batches
        let copies = batch.role == .training && split == .train ? batched?.copies ?? 1 : 1
        var (order, size): ([Int], Int) = ([], 0)
        // Places in `order` of the rows to be exchanged.
        var mirrored: Set<Int> = []
        for range in rows {
            for copy in 0..<copies {
                if copy == 1, batched?.mirrored == true, Self.hasNoDirection(batch, range.lowerBound) {
                    mirrored.insert(order.count)
                }
                order += range
            }
            size += range.reduce(0) { $0 + batch.a.text.length($1) + batch.b.text.length($1) } * copies
            guard order.count >= Self.blockRows || size >= Self.blockBytes else { continue }
            try write(order, mirrored, of: batch, split, file, &counts)
            (order, size, mirrored) = ([], 0, [])
        }
        if !order.isEmpty { try write(order, mirrored, of: batch, split, file, &counts) }
    }

    /// Whether its texts may be exchanged.
    private static func hasNoDirection(_ batch: Batch, _ row: Int) -> Bool {
        batch.labels[row].scale != .nli && !batch.flags[row].contains(.single)
    }

    private func write(
        _ order: [Int], _ mirrored: Set<Int>, of batch: Batch, _ split: Split, _ file: TaskFileWriter,
        _ counts: inout ArrangedCounts
    ) throws {
        var block = batch.gather(order)
        block.exchangeTexts(of: mirrored)
        block.setOptionalColumns(origins: block.origins, scores: block.scores)
        var counter = SettledCounter(roster: context.plan.roster)
        for row in 0..<block.count {
            if !block.flags[row].contains(.follows) {
                counter.add(source: Int(block.sources[row]), label: block.labels[row])
            }
            counter.add(bytes: block.a.text.length(row) + block.b.text.length(row))
        }
        counts.splits[Int(split.rawValue), default: SettledCounts()].add(counter.counts)
        var bytes: [UInt8] = []
        BatchCodec.encode(block, rows: Array(0..<block.count).span, keys: true, into: &bytes)
        try file.append(Section(kind: .settled, index: Int(split.rawValue)), rows: block.heads.count, bytes)
    }
}
