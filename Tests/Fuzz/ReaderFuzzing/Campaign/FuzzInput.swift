import CurateCore

/// One input of a target: the same seed and number give the same bytes and the same checks.
package struct FuzzInput: CustomStringConvertible {
    package let target: any FuzzTarget
    package let seed: UInt64
    /// The first inputs are the target's seeds as they are.
    package let number: Int
    package private(set) var bytes: [UInt8]

    package init(_ target: any FuzzTarget, seed: UInt64, number: Int) {
        self.target = target
        self.seed = seed
        self.number = number
        if number < target.seeds.count {
            bytes = target.seeds[number]
        } else {
            var random = KeyedRandom(seed: seed, purpose: .init("input " + target.name), number: UInt64(number))
            bytes = random.pick(target.seeds)
            target.mutate(&bytes, &random)
        }
    }

    /// Bytes that were kept, checked with the random numbers of a seed.
    package init(_ target: any FuzzTarget, bytes: [UInt8], seed: UInt64) {
        self.target = target
        self.seed = seed
        self.bytes = bytes
        number = 0
    }

    package var description: String { "\(target.name), seed \(seed), number \(number)" }

    /// What does not hold; an error that nobody expected is a problem, too.
    package func problems() -> [String] { problems(bytes) }

    private func problems(_ bytes: [UInt8]) -> [String] {
        var random = KeyedRandom(seed: seed, purpose: .init("check " + target.name), number: UInt64(number))
        do {
            return try target.problems(bytes, &random)
        } catch { return ["it threw \(error)"] }
    }

    /// The same with stretches taken out as long as anything is wrong.
    package func minimized() -> FuzzInput {
        var copy = self
        var size = max(1, bytes.count / 2)
        while true {
            copy.takeOut(size)
            if size == 1 { return copy }
            size /= 2
        }
    }

    private mutating func takeOut(_ size: Int) {
        var start = 0
        while start < bytes.count {
            var shorter = bytes
            shorter.removeSubrange(start..<min(bytes.count, start + size))
            if problems(shorter).isEmpty { start += size } else { bytes = shorter }
        }
    }
}
