internal import CurateCore

/// The distinct sentences of a split.
struct SentenceIndex: Sendable {
    /// Ascending, each once.
    let hashes: [UInt64]
    /// Records of the sentence that is in most, and its hash.
    let most: (records: Int, hash: UInt64)

    init(_ records: RecordColumns) {
        var all: [UInt64] = []
        all.reserveCapacity(records.count * 2)
        for row in 0..<records.count {
            all.append(records.a[row])
            if !records.isSingle(row) && records.a[row] != records.b[row] { all.append(records.b[row]) }
        }
        all.sort()
        (hashes, most) = Self.distinct(&all)
    }

    private static func distinct(_ sorted: inout [UInt64]) -> ([UInt64], (records: Int, hash: UInt64)) {
        var most = (records: 0, hash: UInt64(0))
        var kept = 0
        var start = 0
        while start < sorted.count {
            let hash = sorted[start]
            var end = start + 1
            while end < sorted.count && sorted[end] == hash { end += 1 }
            if end - start > most.records { most = (end - start, hash) }
            sorted[kept] = hash
            kept += 1
            start = end
        }
        sorted.removeLast(sorted.count - kept)
        return (sorted, most)
    }

    /// The first record of the most frequent sentence.
    func firstOfMost(in records: RecordColumns) -> Ordinal? {
        let row = (0..<records.count).first { row in
            records.a[row] == most.hash || (!records.isSingle(row) && records.b[row] == most.hash)
        }
        return row.map { records.ordinals[$0] }
    }
}
