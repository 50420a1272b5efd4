import CuratePlan
import Foundation
import Testing

/// The view `sentences`: each different sentence once, none of those held out in the training split.
@Suite struct SentencesTests {
    private static let output = OutputUse(view: "sentences", format: "jsonl", maxRows: 500, maxBytes: 1 << 30)

    private func settings(_ stages: [String] = ["normalize", "shuffle"]) -> EngineFolder.Settings {
        var settings = EngineFolder.Settings(stages: stages)
        settings.outputs = [Self.output]
        return settings
    }

    private func rows(_ files: [String: [UInt8]], _ split: String) throws -> [[String: Any]] {
        let names = files.keys.filter { $0.hasPrefix("data/sentences/\(split)-") }.sorted()
        return try names.flatMap { name in
            try (files[name] ?? []).split(separator: 10).map {
                try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
            }
        }
    }

    private func texts(_ rows: [[String: Any]]) -> [String] { rows.compactMap { $0["text"] as? String } }

    @Test func eachSentenceOnceWithTheRecordsInWhichItStands() throws {
        let folder = try EngineFolder()
        try folder.write(
            "train.tsv",
            ["怎样退票\t如何退票\t1", "怎样退票？\t怎样改签\t0", "怎样退票？\t在哪退票\t0", "怎样退票？\t怎样退票？\t1"])
        let rows = try rows(try folder.run(into: "out", settings()), "train")
        #expect(texts(rows).sorted() == ["在哪退票", "如何退票", "怎样改签", "怎样退票?"].sorted())
        let found = try #require(rows.first { $0["text"] as? String == "怎样退票?" })
        #expect(found["count"] as? Int == 4)
        #expect(found["corpora"] as? [String] == ["x"])
        #expect(found["counts"] as? [Int] == [4])
        #expect(found["origin"] as? String == "published")
        #expect(Set(rows.compactMap { $0["id"] as? String }).count == 4)
        #expect(Set(rows.compactMap { $0["key"] as? String }).count == 4)
    }

    @Test func whatIsHeldOutIsInNoTrainingRow() throws {
        let folder = try EngineFolder()
        try folder.write("train.tsv", ["怎样退票\t如何退票\t1", "怎样退票？\t怎样改签\t0"])
        try folder.writeHeldOut("dev.tsv", ["怎样退票！\t几点退票\t0"])
        // No stage guards here: the view does.
        let files = try folder.run(into: "out", settings())
        #expect(texts(try rows(files, "train")).sorted() == ["如何退票", "怎样改签"].sorted())
        #expect(texts(try rows(files, "validation")).sorted() == ["几点退票", "怎样退票!"].sorted())
    }

    @Test func whatIsHeldOutIsKnownWhereItIsNotWritten() throws {
        let folder = try EngineFolder()
        try folder.write("train.tsv", ["怎样退票\t如何退票\t1", "怎样退票？\t怎样改签\t0"])
        try folder.writeHeldOut("dev.tsv", ["怎样退票！\t几点退票\t0"])
        var settings = settings()
        settings.writeHeldOut = false
        let files = try folder.run(into: "out", settings)
        #expect(texts(try rows(files, "train")).sorted() == ["如何退票", "怎样改签"].sorted())
        #expect(try rows(files, "validation").isEmpty)
    }

    @Test func textsAreComparedWhereNoStageMakesKeys() throws {
        let folder = try EngineFolder()
        try folder.write("train.tsv", ["怎样退票\t怎样退票？\t1", "怎样退票\t怎样改签\t0"])
        let rows = try rows(try folder.run(into: "out", settings(["shuffle"])), "train")
        #expect(texts(rows).sorted() == ["怎样改签", "怎样退票", "怎样退票？"].sorted())
        #expect(rows.allSatisfy { $0["key"] as? String == $0["text"] as? String })
    }

    /// In input order two sentences of one record have one place; the input is cut differently with little memory.
    @Test(arguments: [["normalize", "shuffle"], ["normalize"]])
    func theSameBytesAtAnyNumberOfThreadsAndPartitions(stages: [String]) throws {
        let folder = try EngineFolder()
        try folder.write("train-1.tsv", EngineFolder.rows(12_000))
        try folder.write("train-2.tsv", EngineFolder.rows(30_000).map { $0.replacing("会员卡", with: "通行证") })
        try folder.writeHeldOut("dev.tsv", EngineFolder.rows(300))
        let reference = try folder.run(into: "reference", settings(stages))
        #expect(try rows(reference, "train").count > 20_000)
        var little = settings(stages)
        (little.threads, little.memory) = (3, 16 << 20)
        #expect(try folder.run(into: "little", little) == reference)
    }

    @Test func standsBesideOtherViewsWithoutChangingThem() throws {
        let folder = try EngineFolder()
        try folder.write("train.tsv", EngineFolder.rows(400))
        try folder.writeHeldOut("dev.tsv", EngineFolder.rows(20))
        var alone = EngineFolder.Settings()
        alone.outputs = ["pairs", "contrastive"].map { OutputUse(view: $0, format: "jsonl") }
        var beside = alone
        beside.outputs.append(Self.output)
        let (first, second) = (try folder.run(into: "alone", alone), try folder.run(into: "beside", beside))
        for (name, bytes) in first where name.hasPrefix("data/") { #expect(second[name] == bytes, "\(name)") }
        #expect(try !rows(second, "train").isEmpty)
    }
}
