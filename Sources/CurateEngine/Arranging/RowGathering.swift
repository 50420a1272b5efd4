internal import CurateCore
internal import CuratePlan

/// Gathers the rows of an arrangement from one partition of the exchanged records.
///
/// A row is a head and the negatives that follow it, marked ``RecordFlags/follows``, or what ``SentenceGathering`` makes
/// of a sentence. The records of a partition are held; rows are made one after the other.
struct RowGathering {
    let context: RunContext
    let arrangement: Arrangement
    private(set) var counts = ArrangedCounts()
    private let roles: AnchorRoles

    init(context: RunContext, arrangement: Arrangement) {
        self.context = context
        self.arrangement = arrangement
        roles = AnchorRoles(roster: context.plan.roster)
    }

    /// Calls `body` with each row, in an order that depends on the records alone.
    mutating func rows(number: Int, settled: Int, part: Int, _ body: (Batch) throws -> Void) throws {
        var training = Batch(role: .training)
        var heldOut = Batch(role: .heldOut)
        for block in try context.store(settled).blocks(Section(kind: .exchange, index: number, part: part)) {
            try TaskRunner.stopIfAsked()
            var offset = 0
            let batch = try BatchCodec.decode(try block.read(), at: &offset)
            if batch.role == .training { training.append(contentsOf: batch) } else { heldOut.append(contentsOf: batch) }
        }
        if arrangement.gathersSentences {
            var sentences = SentenceGathering(plan: context.plan, part: part)
            try sentences.rows(heldOut: heldOut, training: training, body)
            counts.add(sentences.counts)
            return
        }
        for batch in [heldOut, training] {
            if let negatives = arrangement.negatives {
                try groups(batch, part, negatives, body)
            } else {
                counts.count("rows", batch.count)
                for row in 0..<batch.count { try body(batch.gather([row])) }
            }
        }
    }

    /// A record in a place that an anchor gives it.
    private struct Entry {
        var split: UInt8
        var anchor: UInt64
        var isNegative: Bool
        /// Negatives that a teacher finds nearer come first, those without a score last.
        var distance: Float
        var id: RecordID
        var ordinal: Ordinal
        var row: Int
        var isSecond: Bool

        static func isBefore(_ left: Entry, _ right: Entry) -> Bool {
            if left.split != right.split { return left.split < right.split }
            if left.anchor != right.anchor { return left.anchor < right.anchor }
            if left.isNegative != right.isNegative { return right.isNegative }
            if left.distance != right.distance { return left.distance < right.distance }
            if left.id != right.id { return left.id < right.id }
            return left.ordinal < right.ordinal
        }
    }

    private mutating func groups(
        _ batch: Batch, _ part: Int, _ count: NegativeCount, _ body: (Batch) throws -> Void
    ) throws {
        let entries = entries(batch, part)
        var start = 0
        while start < entries.count {
            var end = start
            while end < entries.count, entries[end].anchor == entries[start].anchor,
                entries[end].split == entries[start].split
            {
                end += 1
            }
            let group = entries[start..<end]
            start = end
            let positives = group.prefix { !$0.isNegative }
            if positives.isEmpty { counts.count("negatives_without_positive", group.count) }
            for positive in positives {
                if let row = row(positive, group.dropFirst(positives.count), batch, count) { try body(row) }
            }
        }
    }

    private func entries(_ batch: Batch, _ part: Int) -> [Entry] {
        var entries: [Entry] = []
        for row in 0..<batch.count {
            let isNegative = !roles.isPositive(batch, row)
            let score = batch.score(row)
            for (anchor, isSecond) in roles.anchors(batch, row)
            where RankRouter.part(of: anchor, among: context.plan.partitions) == part {
                entries.append(
                    Entry(
                        split: batch.splits[row].rawValue, anchor: anchor, isNegative: isNegative,
                        distance: isNegative ? (score.isNaN ? 3 : 1 - score) : 0, id: batch.ids[row],
                        ordinal: batch.ordinals[row], row: row, isSecond: isSecond))
            }
        }
        return entries.sorted(by: Entry.isBefore)
    }

    /// A positive with its negatives; nil when it has too few.
    private mutating func row(
        _ positive: Entry, _ negatives: ArraySlice<Entry>, _ batch: Batch, _ count: NegativeCount
    ) -> Batch? {
        var row = batch.gather([positive.row])
        let head = batch.code(positive.row)
        var seen: Set<UInt64> = [head.sentenceA, head.sentenceB]
        for entry in negatives where row.count <= count.number {
            let code = batch.code(entry.row)
            let sentence = entry.isSecond ? code.sentenceA : code.sentenceB
            let component = entry.isSecond ? code.componentA : code.componentB
            guard seen.insert(sentence).inserted else { continue }
            if component != 0, component == head.componentA || component == head.componentB {
                counts.count("false_negatives")
                continue
            }
            row.follow(entry.row, of: batch, swapped: entry.isSecond)
        }
        guard !count.isExact || row.count == count.number + 1 else {
            counts.count("rows_with_too_few_negatives")
            return nil
        }
        counts.count("rows")
        counts.count("negatives", row.count - 1)
        return row
    }
}

extension Batch {
    /// Appends a negative with the anchor as its first text.
    fileprivate mutating func follow(_ row: Int, of other: Batch, swapped: Bool) {
        let (first, second) = swapped ? (other.b.text, other.a.text) : (other.a.text, other.b.text)
        append(
            id: other.ids[row], ordinal: other.ordinals[row], source: other.sources[row], split: other.splits[row],
            label: other.labels[row], a: first.bytes[first.range(row)], b: second.bytes[second.range(row)],
            flags: other.flags[row].union(.follows))
        copies[count - 1] = other.copies[row]
        if !other.origins.isEmpty { setOrigin(other.origin(row), of: count - 1) }
        if !other.scores.isEmpty { setScore(other.score(row), of: count - 1) }
        var code = other.code(row)
        if swapped {
            swap(&code.sentenceA, &code.sentenceB)
            swap(&code.componentA, &code.componentB)
        }
        setCodes(code, of: count - 1)
    }
}
