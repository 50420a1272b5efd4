internal import CurateCore

/// The records of a split, sorted by their unordered pair of sentences: 12 bytes each.
struct PairIndex: Sendable {
    /// Ascending; singles are left out.
    let hashes: [UInt64]
    /// For each hash its record; ascending among equal hashes.
    let rows: [UInt32]

    private struct Entry {
        var hash: UInt64
        var row: UInt32
    }

    init(_ records: RecordColumns) {
        precondition(records.count < Int(UInt32.max), "a split has more records than 32 bits number")
        var entries: [Entry] = []
        entries.reserveCapacity(records.count)
        for row in 0..<records.count where !records.isSingle(row) {
            entries.append(Entry(hash: PairHash.of(records.a[row], records.b[row]), row: UInt32(row)))
        }
        entries.sort { $0.hash == $1.hash ? $0.row < $1.row : $0.hash < $1.hash }
        hashes = entries.map(\.hash)
        rows = entries.map(\.row)
    }

    /// Where the run of equal hashes that begins at `start` ends.
    func end(of start: Int) -> Int {
        var end = start + 1
        while end < hashes.count && hashes[end] == hashes[start] { end += 1 }
        return end
    }

    /// Calls `body` with the records of each pair that comes more than once.
    func forEachRepeated(_ body: (ArraySlice<UInt32>) -> Void) {
        var start = 0
        while start < hashes.count {
            let end = end(of: start)
            if end - start > 1 { body(rows[start..<end]) }
            start = end
        }
    }
}
