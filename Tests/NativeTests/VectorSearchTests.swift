import LinearAlgebra
import Testing
import VectorSearch

/// Rows around a few hundred middles, as sentences of one topic lie near each other.
private struct Table {
    static let columns = 48
    var values: [Float] = []
    private var state: UInt64

    init(rows: Int, seed: UInt64) {
        state = seed
        let middles = (0..<max(1, rows / 40)).map { _ in (0..<Self.columns).map { _ in number() } }
        for row in 0..<rows {
            var vector = middles[row % middles.count].map { $0 + number() * 0.6 }
            let length = vector.map { $0 * $0 }.reduce(0, +).squareRoot()
            for place in vector.indices { vector[place] /= length }
            values += vector
        }
    }

    private mutating func number() -> Float {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(Int32(truncatingIfNeeded: state >> 33)) / Float(1 << 30) - 1
    }

    func queries(_ count: Int) -> [Float] { Array(values.prefix(count * Self.columns)) }
}

struct VectorSearchTests {
    private let table = Table(rows: 6000, seed: 7)

    private func recall(_ layout: ApproximateRows.Layout) throws -> Double {
        let queries = table.queries(200)
        let right = try NearestRows(table.values, columns: Table.columns).nearest(to: queries, most: 20)
        let found = try ApproximateRows(table.values, columns: Table.columns, layout: layout)
            .nearest(to: queries, most: 20)
        #expect(found.allSatisfy { $0 == $0.sorted { ($0.product, $1.row) > ($1.product, $0.row) } })
        let shared = zip(found, right).map { Set($0.map(\.row)).intersection($1.map(\.row)).count }
        return Double(shared.reduce(0, +)) / Double(200 * 20)
    }

    @Test func listsThatAreAllSearchedMissNothing() throws {
        #expect(try recall(.lists(50, searched: 50)) == 1)
    }

    @Test func fewListsFindMostAndFewerFindLess() throws {
        let some = try recall(.lists(100, searched: 20))
        #expect(some > 0.9)
        #expect(try recall(.lists(100, searched: 1)) < some)
    }

    @Test func aGraphFindsMost() throws { #expect(try recall(.graph(links: 16, kept: 128)) > 0.9) }

    @Test(arguments: [ApproximateRows.Layout.lists(60, searched: 6), .graph(links: 8, kept: 64)])
    func theSameTableGivesTheSameAnswers(layout: ApproximateRows.Layout) async throws {
        let first = try ApproximateRows(table.values, columns: Table.columns, layout: layout)
        let second = try ApproximateRows(table.values, columns: Table.columns, layout: layout)
        let queries = table.queries(64)
        let answer = try first.nearest(to: queries, most: 10)
        #expect(try second.nearest(to: queries, most: 10) == answer)
        try await withThrowingTaskGroup(of: [[NearestRows.Neighbour]].self) { group in
            for _ in 0..<4 { group.addTask { try first.nearest(to: queries, most: 10) } }
            for try await other in group { #expect(other == answer) }
        }
    }

    @Test func aRowFindsItselfAndATableThatIsSmallerThanWhatIsWantedGivesAllOfIt() throws {
        let few = Table(rows: 5, seed: 3)
        let rows = try ApproximateRows(few.values, columns: Table.columns, layout: .lists(1, searched: 1))
        let found = try rows.nearest(to: few.queries(5), most: 9)
        #expect(found.map(\.count) == [5, 5, 5, 5, 5])
        #expect(found.map { $0.first?.row } == [0, 1, 2, 3, 4])
        #expect(try rows.nearest(to: [], most: 3) == [])
    }

    @Test func aTableThatIsNotKeptAnswersTheSame() throws {
        let queries = table.queries(30)
        #expect(
            try NearestRows.nearest(to: queries, in: table.values, columns: Table.columns, most: 12)
                == NearestRows(table.values, columns: Table.columns).nearest(to: queries, most: 12))
    }
}
