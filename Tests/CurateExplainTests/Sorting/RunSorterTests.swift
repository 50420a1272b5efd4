import Files
import Testing

@testable import CurateExplain

@Suite struct RunSorterTests {
    /// Numbers that recur, in no order.
    private static let numbers = (0..<5000).map { UInt64($0 * 7919 % 1237) }

    @Test(arguments: [1, 7, 1000, 4999, 5000, 9000]) func mergesWhatItSorted(limit: Int) throws {
        let folder = try FileSystem.createTemporaryDirectory(prefix: "sorter")
        defer { try? FileSystem.remove(folder) }
        // One file a value would be as many open files.
        let numbers = limit == 1 ? Array(Self.numbers.prefix(50)) : Self.numbers
        var sorter = RunSorter<UInt64>(prefix: folder + "/run-", limit: limit)
        for number in numbers { try sorter.add(number) }
        let runs = try sorter.finish()
        #expect(runs.count == (numbers.count + limit - 1) / limit)
        var merge = try RunMerge<UInt64>(runs)
        var merged: [UInt64] = []
        while let number = try merge.next() { merged.append(number) }
        #expect(merged == numbers.sorted())
    }

    @Test func nothingIsSortedIntoNothing() throws {
        var sorter = RunSorter<UInt64>(prefix: "/nowhere/", limit: 4)
        #expect(try sorter.finish() == [])
        var merge = try RunMerge<UInt64>([])
        #expect(try merge.next() == nil)
    }
}
