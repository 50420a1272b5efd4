internal import Files
internal import Synchronization

/// Cuts work into parts of a bounded number of tokens and gives them to threads.
enum Chunks {
    /// Tokens that pass through the layers together: enough to use the weights well, few enough for the caches.
    static let tokens = 192

    /// Consecutive ranges of items with at most `limit` tokens together; an item that is longer stands alone.
    static func cut(_ lengths: [Int], limit: Int) -> [Range<Int>] {
        var chunks: [Range<Int>] = []
        var start = 0
        var sum = 0
        for (index, length) in lengths.enumerated() {
            if index > start && sum + length > limit {
                chunks.append(start..<index)
                start = index
                sum = 0
            }
            sum += length
        }
        if start < lengths.count { chunks.append(start..<lengths.count) }
        return chunks
    }

    /// Chunks for `threads`: smaller ones where there is little to do, so that none stands idle.
    static func cut(_ lengths: [Int], threads: Int) -> [Range<Int>] {
        let share = lengths.reduce(0, +) / threads + 1
        return cut(lengths, limit: max(1, min(tokens, share)))
    }

    /// Runs `body` for every index below `count` on up to `threads` threads; the first error by index is thrown.
    static func forEach(_ count: Int, threads: Int, _ body: @Sendable (Int) throws -> Void) throws {
        guard threads > 1 && count > 1 else {
            for index in 0..<count { try body(index) }
            return
        }
        let next = Atomic(0)
        try Workers.run(min(threads, count)) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                try body(index)
            }
        }
    }
}
