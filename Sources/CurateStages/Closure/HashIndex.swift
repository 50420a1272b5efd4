/// Finds a number in a sorted array of hashes: hashes are spread evenly, so their upper bits say where to look.
struct HashIndex: Sendable, Equatable {
    /// For each value of the upper bits the first place, and the number of places at the end.
    private let starts: [UInt32]
    private let shift: UInt64

    /// - Parameter hashes: ascending, without repetition.
    init(_ hashes: [UInt64]) {
        var bits: UInt64 = 1
        while hashes.count >> Int(bits) > 1 { bits += 1 }
        shift = 64 - bits
        var starts = [UInt32](repeating: 0, count: 1 << Int(bits) + 1)
        for hash in hashes { starts[Int(hash >> shift) + 1] += 1 }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        self.starts = starts
    }

    /// The place of `hash` in the array that the index was made from.
    func find(_ hash: UInt64, in hashes: [UInt64]) -> Int? {
        let bucket = Int(hash >> shift)
        for place in Int(starts[bucket])..<Int(starts[bucket + 1]) where hashes[place] == hash { return place }
        return nil
    }

    var footprint: Int { starts.count * 4 }
}
