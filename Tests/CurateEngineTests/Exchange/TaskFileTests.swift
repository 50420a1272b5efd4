import CurateCore
import Files
import Testing

@testable import CurateEngine

@Suite struct TaskFileTests {
    private func withFile(_ body: (String) throws -> Void) throws {
        let folder = try FileSystem.createTemporaryDirectory(prefix: "curate-task-file")
        defer { try? FileSystem.remove(folder) }
        try body(folder + "/task-00000")
    }

    private func write(_ path: String) throws {
        let file = try TaskFileWriter(path: path)
        try file.append(Section(kind: .records, part: 3), rows: 2, [10, 20, 30])
        try file.append(Section(kind: .verdicts, index: 1, survey: 2, part: 0), rows: 1, [])
        try file.append(Section(kind: .records, part: 3), rows: 1, Array(repeating: 7, count: 1000))
        try file.publish(counts: Array("{}".utf8))
    }

    @Test func blocksAreFoundByWhoIsToReadThem() throws {
        try withFile { path in
            try write(path)
            let store = try FragmentStore(paths: [path, path])
            let blocks = store.blocks(Section(kind: .records, part: 3))
            #expect(blocks.map(\.block.rows) == [2, 1, 2, 1])
            #expect(try blocks[0].read() == [10, 20, 30])
            #expect(store.blocks(Section(kind: .records, part: 4)).isEmpty)
            #expect(try TaskFile(path: path).counts == Array("{}".utf8))
        }
    }

    @Test func nothingIsThereBeforeItIsPublished() throws {
        try withFile { path in
            try TaskFileWriter(path: path).append(Section(kind: .records), rows: 1, [1])
            #expect(!FileSystem.exists(path))
        }
    }

    /// Whatever byte changes or is missing, reading says so rather than give other data.
    @Test func damageIsSeen() throws {
        try withFile { path in
            try write(path)
            let whole = try FileSystem.readAll(path)
            for place in whole.indices.dropFirst(8) where place % 3 == 0 {
                var damaged = whole
                damaged[place] ^= 0x41
                #expect(throws: StoredDataFailure.self, "byte \(place)") { try Self.readAll(damaged, path) }
            }
            for length in [0, 7, 40, whole.count - 1] {
                #expect(throws: StoredDataFailure.self) { try Self.readAll(Array(whole[..<length]), path) }
            }
        }
    }

    private static func readAll(_ bytes: [UInt8], _ path: String) throws {
        let writer = try FileWriter(path: path)
        try writer.write(bytes)
        try writer.publish(sync: false)
        let file = try TaskFile(path: path)
        for block in file.blocks { _ = try StoredBlock(path: path, block: block).read() }
    }
}
