import CurateReport
import Files
import Testing

@Suite struct NumberedRowsTests {
    /// Two files of long and short rows, so that they are read in several pieces.
    private func rows(counted: Bool, _ body: (FolderRows) throws -> Void) throws {
        let folder = try FileSystem.createTemporaryDirectory(prefix: "rows")
        defer { try? FileSystem.remove(folder) }
        for (name, range) in [("a.jsonl", 0..<3000), ("b.jsonl", 3000..<3100)] {
            let writer = try FileWriter(path: folder + "/" + name)
            for number in range {
                let text = number % 3 == 0 ? String(repeating: "长", count: 300) : "短"
                try writer.write(Array("{\"id\":\"n\(number)\",\"sentence1\":\"\(text)\"}\n".utf8))
            }
            try writer.publish(sync: false)
        }
        try body(
            FolderRows(
                folder: folder,
                files: [
                    .init(path: "a.jsonl", rows: counted ? 3000 : nil),
                    .init(path: "b.jsonl", rows: counted ? 100 : nil),
                ]))
    }

    @Test(arguments: [true, false]) func readsRanges(counted: Bool) throws {
        try rows(counted: counted) { rows in
            for range in [0..<3, 2998..<3003, 1500..<1501, 3099..<9999, 5000..<6000, 0..<3100] {
                var found: [Int] = []
                let next = try rows.forEach(in: range) { number, row in
                    #expect(row.text("id") == "n\(number)")
                    found.append(number)
                    return true
                }
                #expect(found == Array(range.clamped(to: 0..<3100)), "\(range)")
                #expect(next == min(range.upperBound, 3100), "\(range)")
            }
        }
    }

    @Test(arguments: [true, false]) func passesOverRowsWithoutTheBytes(counted: Bool) throws {
        try rows(counted: counted) { rows in
            var found: [Int] = []
            try rows.forEach(in: 10..<3100, containing: Array("\"n30".utf8)) { number, _ in
                found.append(number)
                return number < 3005
            }
            #expect(found == [30] + Array(300..<310) + Array(3000...3005))
        }
    }

    @Test(arguments: [true, false]) func findsSingleRows(counted: Bool) throws {
        try rows(counted: counted) { rows in
            let found = try rows.rows(at: [3050, 7, 2999, 9000, 7])
            #expect(found.keys.sorted() == [7, 2999, 3050])
            #expect(found[3050]?.text("id") == "n3050")
        }
    }

    /// Counted rows are drawn by their numbers alone, and must be those that reading all of them draws.
    @Test func drawsTheSameRowsWhetherOrNotTheyAreCounted() throws {
        for (seed, limit) in [(7, 20), (8, 1), (9, 3200)] as [(UInt64, Int)] {
            let selection = RowSelection(limit: limit, seed: seed, sortField: nil)
            var drawn: [[String]] = []
            for counted in [true, false] {
                try rows(counted: counted) { rows in
                    let found = try selection.rows(of: rows, part: .view("pairs", split: nil))
                    #expect(found.matching == 3100)
                    drawn.append(found.rows.compactMap { $0.text("id") })
                }
            }
            #expect(drawn[0] == drawn[1] && drawn[0].count == min(limit, 3100))
        }
    }
}
