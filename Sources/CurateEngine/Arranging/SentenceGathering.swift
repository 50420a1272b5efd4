internal import CurateCore
internal import CuratePlan
internal import Hashing

/// Gathers the different sentences of one partition: sentences of one key are one, for each split in which they stand.
///
/// One that stands in a held-out record, or in a record of another split than train, is in no row of the split train,
/// whether or not the held-out records are written.
struct SentenceGathering {
    let plan: Plan
    /// The partition's number.
    let part: Int
    private(set) var counts = ArrangedCounts()

    init(plan: Plan, part: Int) { (self.plan, self.part) = (plan, part) }

    /// A sentence within a record.
    private struct Place {
        var batch: Int
        var row: Int
        var isSecond: Bool
    }

    private typealias Group = (hash: UInt64, places: [Place])

    /// Calls `body` with each row: a record with the sentence, and a ``SentenceTally`` in place of a second.
    mutating func rows(heldOut: Batch, training: Batch, _ body: (Batch) throws -> Void) throws {
        let batches = [heldOut, training]
        for group in groups(batches) {
            for split in Split.allCases {
                let places = group.places.filter { batches[$0.batch].splits[$0.row] == split }
                if split == .train, !places.isEmpty, group.places.contains(where: { isHeldOut($0, batches) }) {
                    counts.count("held_out_sentences")
                    continue
                }
                let written = places.filter { plan.writeHeldOut || batches[$0.batch].role == .training }
                if let row = row(written, batches) {
                    counts.count("rows")
                    try body(row)
                }
            }
        }
    }

    private func isHeldOut(_ place: Place, _ batches: [Batch]) -> Bool {
        batches[place.batch].role == .heldOut || batches[place.batch].splits[place.row] != .train
    }

    /// In an order that depends on the sentences alone.
    private func groups(_ batches: [Batch]) -> [Group] {
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        var groups: [(key: ArraySlice<UInt8>, group: Group)] = []
        for (number, batch) in batches.enumerated() {
            for row in 0..<batch.count {
                let code = batch.code(row)
                let isSingle = batch.flags[row].contains(.single)
                for (hash, isSecond) in [(code.sentenceA, false)] + (isSingle ? [] : [(code.sentenceB, true)])
                where RankRouter.part(of: hash, among: plan.partitions) == part {
                    let place = Place(batch: number, row: row, isSecond: isSecond)
                    let key = Self.key(isSecond ? batch.b : batch.a, row)
                    if let known = numbers[key] {
                        groups[known].group.places.append(place)
                    } else {
                        numbers[key] = groups.count
                        groups.append((key, (hash, [place])))
                    }
                }
            }
        }
        return groups.sorted { left, right in
            left.group.hash == right.group.hash
                ? left.key.lexicographicallyPrecedes(right.key) : left.group.hash < right.group.hash
        }.map(\.group)
    }

    /// What is compared: the key, or the text where no stage made one.
    private static func key(_ side: Side, _ row: Int) -> ArraySlice<UInt8> {
        let column = side.key.count > row && side.key.length(row) > 0 ? side.key : side.text
        return column.bytes[column.range(row)]
    }

    /// nil where there are no places.
    private func row(_ places: [Place], _ batches: [Batch]) -> Batch? {
        let ordered = places.sorted { batches[$0.batch].ordinals[$0.row] < batches[$1.batch].ordinals[$1.row] }
        guard let first = ordered.first else { return nil }
        let batch = batches[first.batch]
        let key = Self.key(first.isSecond ? batch.b : batch.a, first.row)
        let isHeldOut = places.contains { batches[$0.batch].role == .heldOut }
        var row = Batch(role: isHeldOut ? .heldOut : .training)
        row.append(
            id: Self.id(key), ordinal: batch.ordinals[first.row], source: batch.sources[first.row],
            split: batch.splits[first.row], label: .unlabelled, a: Self.text(ordered, batches)[...],
            b: Self.tally(ordered, batches).bytes[...], flags: .single)
        row.a.key.append(key)
        row.b.key.append([])
        row.setOrigin(Self.origin(ordered, batches), of: 0)
        return row
    }

    /// XXH3-128 of the key, the same in every split and every run.
    private static func id(_ key: ArraySlice<UInt8>) -> RecordID {
        let digest = XXH3.hash128(key.span, seed: 0x5E17_E9CE)
        return RecordID(high: digest.high, low: digest.low)
    }

    /// The most frequent form of the sentence; of equals the first in the order of their bytes.
    private static func text(_ places: [Place], _ batches: [Batch]) -> [UInt8] {
        let texts = places.map { place in
            let column = place.isSecond ? batches[place.batch].b.text : batches[place.batch].a.text
            return Array(column.bytes[column.range(place.row)])
        }
        var best: (text: [UInt8], count: Int) = ([], 0)
        var counts: [[UInt8]: Int] = [:]
        for text in texts { counts[text, default: 0] += 1 }
        for text in texts {
            let count = counts[text] ?? 0
            if count > best.count || count == best.count && text.lexicographicallyPrecedes(best.text) {
                best = (text, count)
            }
        }
        return best.text
    }

    /// A record that has the sentence twice counts once.
    private static func tally(_ places: [Place], _ batches: [Batch]) -> SentenceTally {
        var tally = SentenceTally()
        var seen: Set<[Int]> = []
        for place in places where seen.insert([place.batch, place.row]).inserted {
            tally.add(batches[place.batch].sources[place.row])
        }
        return tally
    }

    /// Published where any of the records was; otherwise that of the first.
    private static func origin(_ places: [Place], _ batches: [Batch]) -> Origin {
        let origins = places.map { batches[$0.batch].origin($0.row) }
        return origins.first { $0.kind == .published } ?? origins.min { $0.kind.rawValue < $1.kind.rawValue }
            ?? .published
    }
}
