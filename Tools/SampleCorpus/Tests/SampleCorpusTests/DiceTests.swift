import Testing

@testable import SampleCorpus

@Suite struct DiceTests {
    @Test func sameKeySameNumbers() {
        var one = Dice(seed: 1).branch("a").branch(7)
        var two = Dice(seed: 1).branch("a").branch(7)
        #expect((0..<100).allSatisfy { _ in one.next() == two.next() })
    }

    @Test func otherKeysOtherNumbers() {
        let firsts = [
            Dice(seed: 1), Dice(seed: 2), Dice(seed: 1).branch("a"), Dice(seed: 1).branch("b"), Dice(seed: 1).branch(1),
        ]
        .map { dice in
            var dice = dice
            return dice.next()
        }
        #expect(Set(firsts).count == firsts.count)
    }

    /// The numbers are part of the committed corpus: a change here changes every file.
    @Test func numbersStayAsTheyAre() {
        var dice = Dice(seed: 20_210_719)
        #expect([dice.next(), dice.next(), dice.next()] == DiceTests.known)
    }

    private static let known: [UInt64] = [
        1_255_702_731_330_851_998, 4_876_765_149_685_275_480, 7_326_929_651_357_661_016,
    ]

    @Test func drawsAreInRangeAndEven() {
        var dice = Dice(seed: 3)
        var counts = [Int](repeating: 0, count: 10)
        for _ in 0..<10_000 { counts[dice.below(10)] += 1 }
        #expect(counts.allSatisfy { (850...1150).contains($0) })
    }

    @Test func shufflesKeepItems() {
        var dice = Dice(seed: 4)
        let items = Array(0..<50)
        let shuffled = dice.shuffled(items)
        #expect(shuffled != items)
        #expect(shuffled.sorted() == items)
    }

    @Test(arguments: [1, 2, 7, 1000, 4096])
    func aShuffleWithoutMemoryIsAPermutation(size: Int) {
        let shuffle = Shuffle(size: size, dice: Dice(seed: 5))
        #expect((0..<size).map { shuffle($0) }.sorted() == Array(0..<size))
    }
}
