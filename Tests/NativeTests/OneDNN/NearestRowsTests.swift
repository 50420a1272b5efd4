import LinearAlgebra
import Testing

/// The search against a plain loop over all rows, on tables made to mislead its first pass.
@Suite struct NearestRowsTests {
    @Test(arguments: AwkwardTable.Kind.allCases) func theAnswerIsThatOfAPlainLoop(kind: AwkwardTable.Kind) throws {
        for (rows, columns) in [(2600, 48), (1100, 385), (300, 5)] {
            let table = AwkwardTable(kind, rows: rows, columns: columns)
            let queries = table.queries(9)
            let search = try NearestRows(table.values, columns: columns)
            for most in [1, 13, 100] {
                let found = try search.nearest(to: queries, most: most)
                #expect(found == table.nearest(to: queries, most: most), "\(rows) rows of \(columns), \(most) wanted")
            }
        }
    }

    @Test(arguments: [1, 2, 3, 4, 7, 15, 16, 17, 63, 64, 65, 130, 384, 769]) func anyWidthIsSearched(columns: Int)
        throws
    {
        let table = AwkwardTable(.around, rows: 500, columns: columns)
        let queries = table.queries(5)
        let found = try NearestRows(table.values, columns: columns).nearest(to: queries, most: 10)
        #expect(found == table.nearest(to: queries, most: 10))
    }

    /// So many that lists are looked through again and again, and that no bound tells them apart.
    @Test(arguments: [AwkwardTable.Kind.nearTies, .copies, .zeros]) func manyTiesAreBrokenByTheRow(
        kind: AwkwardTable.Kind
    )
        throws
    {
        let table = AwkwardTable(kind, rows: 9000, columns: 20)
        let queries = table.queries(3)
        let found = try NearestRows(table.values, columns: 20).nearest(to: queries, most: 40)
        #expect(found == table.nearest(to: queries, most: 40))
    }

    @Test func aTableSmallerThanWhatIsWantedGivesAllOfItAndAnEmptyOneNothing() throws {
        let table = AwkwardTable(.around, rows: 7, columns: 12)
        let found = try NearestRows(table.values, columns: 12).nearest(to: table.queries(4), most: 100)
        #expect(found == table.nearest(to: table.queries(4), most: 100))
        #expect(found.allSatisfy { $0.count == 7 })
        #expect(try NearestRows(table.values, columns: 12).nearest(to: [], most: 3) == [])
        #expect(try NearestRows([], columns: 12).nearest(to: table.queries(2), most: 3) == [[], []])
        #expect(try NearestRows([], columns: 12).countAbove([0], of: table.queries(1)) == [0])
    }

    /// As many threads as there are parts, each part a block of its own.
    @Test(arguments: [1, 2, 3, 4]) func anyNumberOfThreadsFindsTheSame(threads: Int) async throws {
        let columns = 40
        let table = AwkwardTable(.collapsed, rows: 3000, columns: columns)
        let queries = table.queries(300)
        let search = try NearestRows(table.values, columns: columns)
        let answer = try search.nearest(to: queries, most: 20)
        let part = 300 / threads
        try await withThrowingTaskGroup(of: (Int, [[NearestRows.Neighbour]]).self) { group in
            for thread in 0..<threads {
                let own = Array(queries[thread * part * columns..<(thread + 1) * part * columns])
                group.addTask { (thread, try search.nearest(to: own, most: 20)) }
            }
            for try await (thread, found) in group {
                #expect(found == Array(answer[thread * part..<(thread + 1) * part]))
            }
        }
    }

    @Test(arguments: AwkwardTable.Kind.allCases) func aTableThatIsNotKeptAnswersTheSame(kind: AwkwardTable.Kind) throws
    {
        let table = AwkwardTable(kind, rows: 2100, columns: 30)
        let queries = table.queries(140)
        let kept = try NearestRows(table.values, columns: 30).nearest(to: queries, most: 12)
        #expect(try NearestRows.nearest(to: queries, in: table.values, columns: 30, most: 12) == kept)
    }

    /// Bounds that some products equal: these are not above.
    @Test(arguments: AwkwardTable.Kind.allCases) func rowsAboveABoundAreCounted(kind: AwkwardTable.Kind) throws {
        let table = AwkwardTable(kind, rows: 2600, columns: 48)
        let queries = table.queries(6)
        let search = try NearestRows(table.values, columns: 48)
        let lists = table.nearest(to: queries, most: 2600)
        for rank in [0, 10, 1500] {
            let bounds = lists.map { $0.isEmpty ? 0 : $0[min(rank, $0.count - 1)].product }
            let right = zip(lists, bounds).map { list, bound in list.count { $0.product > bound } }
            #expect(try search.countAbove(bounds, of: queries) == right)
        }
    }

    /// The scores that the teacher's own layers would give.
    @Test func productsAreThoseOfAPackedMatrix() throws {
        let columns = 400
        let table = AwkwardTable(.around, rows: 64, columns: columns)
        let matrix = try PackedMatrix(
            weight: table.values, outputs: 64, inputs: columns, bias: [], precision: .float32)
        let input = FloatRows(rows: 1, columns: columns)
        input.write(table.queries(1), at: 0)
        let output = FloatRows(rows: 1, columns: 64)
        try matrix.multiply(input, rows: 1, into: output, scratch: MatrixScratch())
        let found = try NearestRows(table.values, columns: columns).nearest(to: table.queries(1), most: 64)
        for neighbour in found[0] {
            let product = output[0, Int(neighbour.row)]
            // A library sums in another order, where it is preferred.
            #expect(Processor.hasAVX512 ? abs(product - neighbour.product) < 1e-5 : product == neighbour.product)
        }
    }
}
