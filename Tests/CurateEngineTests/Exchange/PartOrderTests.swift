import Testing

@testable import CurateEngine

@Suite struct PartOrderTests {
    @Test func bringsRowsOfAPartTogetherInTheirOrder() {
        let places = [2, 0, 2, 1, 0, 2]
        let order = PartOrder(places, parts: 4)
        #expect((0..<4).map { Array(order.order[order.range(of: $0)]) } == [[1, 4], [3], [0, 2, 5], []])
    }

    @Test func holdsNothingOfNothing() {
        let order = PartOrder([], parts: 2)
        #expect(order.order.isEmpty && order.range(of: 1).isEmpty)
    }
}
