/// A permutation of `0 ..< size` that needs no memory: `index * step + shift` modulo the size.
struct Shuffle: Sendable {
    let size: Int
    private let step: Int
    private let shift: Int

    init(size: Int, dice: Dice) {
        precondition(size > 0, "a permutation needs something to permute")
        var dice = dice
        var step = 1 + dice.below(size)
        while Shuffle.commonDivisor(step, size) != 1 { step += 1 }
        self.size = size
        self.step = step % size
        shift = dice.below(size)
    }

    /// Where item `index` goes.
    func callAsFunction(_ index: Int) -> Int {
        let product = UInt64(step).multipliedFullWidth(by: UInt64(index % size))
        let remainder = Int(UInt64(size).dividingFullWidth(product).remainder)
        return (remainder + shift) % size
    }

    private static func commonDivisor(_ one: Int, _ two: Int) -> Int {
        two == 0 ? one : commonDivisor(two, one % two)
    }
}
