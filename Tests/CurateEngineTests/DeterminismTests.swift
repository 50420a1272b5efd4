import CurateEngine
import Files
import Testing

/// What must not change a byte does not, whether a run is fresh or goes on from another's work.
@Suite struct DeterminismTests {
    private func folder() throws -> EngineFolder {
        let folder = try EngineFolder()
        try folder.write("train-1.tsv", EngineFolder.rows(3000))
        try folder.write("train-2.tsv", EngineFolder.rows(500).map { $0.replacing("会员卡", with: "借书证") })
        return folder
    }

    /// The input is large enough that little memory means more partitions.
    @Test func threadsAndMemoryChangeNothing() throws {
        let folder = try folder()
        try folder.write("train-3.tsv", EngineFolder.rows(35_000).map { $0.replacing("会员卡", with: "通行证") })
        let reference = try folder.run(into: "reference")
        #expect(reference.count > 8, "\(reference.keys)")
        #expect(try folder.run(into: "little", .init(threads: 3, memory: 16 << 20)) == reference)
        #expect(try folder.run(into: "little", .init(threads: 1)) == reference)
    }

    @Test func aStageThatReadsKeysMayBeAddedLater() throws {
        let folder = try folder()
        let longer = EngineFolder.Settings(stages: ["normalize", "clean", "dedup", "reconcile", "guard", "shuffle"])
        try folder.run(into: "out")
        #expect(try folder.run(into: "out", longer) == folder.run(into: "fresh", longer))
    }

    @Test func aChangedInputIsReadAgain() throws {
        let folder = try folder()
        try folder.run(into: "out")
        try folder.write("train-2.tsv", ["借书证怎么办\t怎样办借书证\t1"])
        #expect(try folder.run(into: "out") == folder.run(into: "fresh"))
    }

    @Test func theOrderOfFilesDoesNotChangeTheShuffle() throws {
        let folder = try EngineFolder()
        try folder.write("a.tsv", (0..<300).map { "第\($0)号窗口几点开门\t第\($0)号窗口什么时候开\t1" })
        try folder.write("b.tsv", (0..<300).map { "第\($0)号窗口在哪里\t怎么找到\($0)号窗口\t1" })
        let shards = { (files: [String: [UInt8]]) in files.filter { $0.key.hasPrefix("data/") } }
        let plain = try folder.run(into: "plain"), turned = try folder.run(into: "turned", .init(reversedFiles: true))
        #expect(shards(plain) == shards(turned))
        #expect(!shards(plain).isEmpty)
    }

    @Test func theSeedDecidesTheOrder() throws {
        let folder = try folder()
        let one = try folder.run(into: "one"), other = try folder.run(into: "other", .init(seed: 2))
        #expect(one != other)
        #expect(Self.rows(one) == Self.rows(other))
        #expect(Self.rows(one).count > 2000)
    }

    private static func rows(_ files: [String: [UInt8]]) -> [ArraySlice<UInt8>] {
        files.filter { $0.key.hasPrefix("data/") }.values.flatMap { $0.split(separator: 10) }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }
}
