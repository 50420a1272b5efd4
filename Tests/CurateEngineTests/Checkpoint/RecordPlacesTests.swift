import CurateCore
import CurateEngine
import Files
import Foundation
import Testing

/// What a run keeps of where its records stand in the input.
@Suite struct RecordPlacesTests {
    /// Lines of ids that were written, from the shards.
    private func written(_ files: [String: [UInt8]]) throws -> [RecordID] {
        try files.filter { $0.key.hasPrefix("data/") }.sorted { $0.key < $1.key }.flatMap { _, bytes in
            try bytes.split(separator: 10).map { line in
                let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
                return try #require(RecordID(object?["id"] as? String ?? ""))
            }
        }
    }

    @Test func everyWrittenRecordHasItsPlace() throws {
        let folder = try EngineFolder()
        try folder.write("a.tsv", EngineFolder.rows(900))
        try folder.write("b.tsv", ["另一个问题\t另外一个问题\t1"])
        let ids = try written(try folder.run(into: "out"))
        let places = try #require(try RecordPlaces(output: folder.path + "/out"))
        let ordinals = ids.map { places.ordinals(of: $0) }
        #expect(ordinals.allSatisfy { $0.count == 1 })
        #expect(Set(ordinals.flatMap(\.self)).count == ids.count)
        #expect(ordinals.contains { $0.first == Ordinal(file: 1, line: 1) })
        #expect(places.ordinals(of: RecordID(high: 3, low: 4)) == [])
    }

    @Test func aFolderWithoutPlacesOrWithDamagedOnesHasNone() throws {
        let folder = try EngineFolder()
        try folder.write("a.tsv", EngineFolder.rows(50))
        try folder.run(into: "out")
        let path = folder.path + "/out/.curate/explain/places"
        var bytes = try FileSystem.readAll(path)
        for cut in [bytes.count - 1, 20, 8, 0] {
            try Data(bytes.prefix(cut)).write(to: URL(fileURLWithPath: path))
            #expect(try RecordPlaces(output: folder.path + "/out") == nil, "\(cut)")
        }
        bytes[8] = 255
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(try RecordPlaces(output: folder.path + "/out") == nil)
        try FileSystem.remove(path)
        #expect(try RecordPlaces(output: folder.path + "/out") == nil)
    }

    @Test func whatIsKeptIsOfOneRun() throws {
        let folder = try EngineFolder()
        try folder.write("a.tsv", EngineFolder.rows(50))
        let files = try folder.run(into: "out")
        let fingerprint = String(decoding: files["fingerprint"] ?? [], as: UTF8.self)
        let kept = try #require(KeptRun.load(output: folder.path + "/out", fingerprint: fingerprint))
        #expect(kept.inputs.map(\.path) == [folder.path + "/a.tsv"] && kept.roster.files == ["x/a.tsv"])
        #expect(KeptRun.load(output: folder.path + "/out", fingerprint: "other") == nil)
        #expect(KeptRun.load(output: folder.path + "/nothing", fingerprint: fingerprint) == nil)
    }
}
