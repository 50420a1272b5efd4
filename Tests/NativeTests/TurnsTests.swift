import Files
import Synchronization
import Testing

@Suite struct TurnsTests {
    @Test func everyNumberIsHandedOutOnce() throws {
        let turns = Turns(1000)
        let taken = Mutex<[Int]>([])
        try Workers.run(4) { _ in while let turn = turns.take() { taken.withLock { $0.append(turn) } } }
        #expect(taken.withLock { $0.sorted() } == Array(0..<1000))
        #expect(turns.take() == nil)
    }

    @Test func endedItHandsOutNoMore() {
        let turns = Turns(3)
        #expect(turns.take() == 0)
        turns.end()
        #expect(turns.take() == nil)
    }
}
