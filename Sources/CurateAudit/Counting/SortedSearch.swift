/// Steps through sorted hashes.
enum SortedSearch {
    /// The first place at or after `start` whose hash is not below `target`; quick where it is near.
    static func advance(_ hashes: [UInt64], from start: Int, to target: UInt64) -> Int {
        var step = 1
        var low = start
        while low + step < hashes.count && hashes[low + step] < target {
            low += step
            step *= 2
        }
        var high = min(low + step, hashes.count)
        if low < hashes.count && hashes[low] >= target { return low }
        while high - low > 1 {
            let middle = (low + high) / 2
            if hashes[middle] < target { low = middle } else { high = middle }
        }
        return high
    }

    /// Calls `body` with the first places of every hash that is in both.
    static func forEachCommon(_ left: [UInt64], _ right: [UInt64], _ body: (Int, Int) -> Void) {
        var (i, j) = (0, 0)
        while i < left.count && j < right.count {
            if left[i] == right[j] {
                body(i, j)
                i = end(left, of: i)
                j = end(right, of: j)
            } else if left[i] < right[j] {
                i = advance(left, from: i, to: right[j])
            } else {
                j = advance(right, from: j, to: left[i])
            }
        }
    }

    private static func end(_ hashes: [UInt64], of start: Int) -> Int {
        var end = start + 1
        while end < hashes.count && hashes[end] == hashes[start] { end += 1 }
        return end
    }
}
