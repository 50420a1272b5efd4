import CurateCore
import CurateFormats
import Files

/// A shard read back, as an export does it: its rows, or a failure that names it, and twice the same.
struct ShardTarget: FuzzTarget {
    var name: String { "shard-" + view }
    var seeds: [[UInt8]]
    var tokens: [[UInt8]]
    var view: String

    func mutate(_ bytes: inout [UInt8], _ random: inout KeyedRandom) {
        ParquetMutation(plain: Mutation(tokens: tokens, others: seeds))(&bytes, &random)
    }

    func problems(_ bytes: [UInt8], _ random: inout KeyedRandom) throws -> [String] {
        let folder = try FileSystem.createTemporaryDirectory(prefix: "curate-fuzz")
        defer { try? FileSystem.remove(folder) }
        let path = folder + "/rows.parquet"
        let writer = try FileWriter(path: path)
        try writer.write(bytes)
        try writer.publish(sync: false)
        let (first, second) = (try read(path), try read(path))
        return first == second ? [] : ["read twice, \(first.count) lines became \(second.count)"]
    }

    /// The rows as lines of JSON, and what ended them.
    private func read(_ path: String) throws -> [UInt8] {
        let teachers = [TeacherInfo(name: "demo", identity: "embedded:1")]
        guard let reader = ShardReader(view: view, teachers: teachers) else { return [] }
        var lines: [UInt8] = []
        do {
            try reader.open(path)
            while let batch = try reader.next() {
                var encoder = ViewCatalog.encoder(view: view, format: "jsonl", level: nil, roster: reader.roster)
                try encoder?.append(batch, rows: 0..<batch.count, roster: reader.roster, into: &lines)
            }
        } catch let fault as ShardFault where fault.path == path && !fault.reason.isEmpty {
            lines += Array("\(fault)".utf8)
        }
        return lines
    }
}
