internal import Hashing

/// Finds rows by what they are about: 24 bytes a row, texts are not kept.
///
/// Of 10^9 texts the chance that any two share their digest is below 10^-20.
struct DigestTable: Sendable {
    private struct Entry: Sendable {
        var digest: Digest128
        var row: UInt32
    }

    private var entries: [Entry] = []
    private var isSorted = true

    mutating func append(_ digest: Digest128) {
        precondition(entries.count < UInt32.max, "more rows than 32 bits number")
        entries.append(Entry(digest: digest, row: UInt32(entries.count)))
        isSorted = false
    }

    var count: Int { entries.count }

    /// Makes rows findable; returns neighbours among rows that are about the same, the earlier first.
    mutating func sort() -> [(first: Int, second: Int)] {
        entries.sort { $0.digest == $1.digest ? $0.row < $1.row : $0.digest < $1.digest }
        isSorted = true
        return entries.indices.dropFirst().filter { entries[$0].digest == entries[$0 - 1].digest }.map {
            (Int(entries[$0 - 1].row), Int(entries[$0].row))
        }
    }

    /// The first row that is about this.
    func row(of digest: Digest128) -> Int? {
        precondition(isSorted, "sorted before it is searched")
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].digest < digest { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].digest == digest ? Int(entries[low].row) : nil
    }
}
