internal import Compression
internal import CurateCore
internal import CurateFormats
internal import CurateReport
internal import Files
import Synchronization

/// Writes an export's shards: several at a time where a shard needs nothing of the others.
struct ShardWriter {
    struct Written {
        var shards: [Manifest.Shard] = []
        var files: [Manifest.File] = []
        var leftOut = 0

        mutating func add(_ other: Written) {
            shards += other.shards
            files += other.files
            leftOut += other.leftOut
        }
    }

    let request: ExportRequest
    let teachers: [TeacherInfo]
    /// Whether records of the folder were made by a stage, so that tables have columns for it.
    let hasOrigins: Bool
    /// Of a row of the view `contrastive`.
    let negatives: NegativeCount
    let tokenizer: (any TextTokenizing)?
    let target: TargetFolder
    let threads: Int

    func write(_ shards: [Manifest.Shard]) throws -> Written {
        var written = Written()
        var splits: [String] = []
        for shard in shards where !splits.contains(shard.split) { splits.append(shard.split) }
        for split in splits {
            let part = shards.filter { $0.split == split }
            if let layout = request.layout.flatMap(LayoutCatalog.group) {
                try GroupedShards(writer: self, layout: layout).write(part, split, into: &written)
            } else if request.format == ExportRequest.mds {
                try writeMDS(part, split, into: &written)
            } else {
                try writeEach(part, into: &written)
            }
        }
        return written
    }

    var folder: String { "data/\(request.name)" }

    /// - Parameter path: below the output folder, or the scratch folder.
    func create(_ path: String) throws -> PublishedFile {
        try FileSystem.createDirectories(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
        return try PublishedFile(
            path: path, format: ViewCatalog.compression(ofFormat: request.format), level: request.level)
    }

    /// Calls `body` with the records of a shard, some at a time.
    func read(_ shard: Manifest.Shard, _ body: (Batch, Roster) throws -> Void) throws {
        guard
            let reader = ShardReader(
                view: SourceShards.plain(shard.view), teachers: teachers, hasOrigins: hasOrigins)
        else {
            throw Diagnostic(.error, "the view '\(shard.view)' cannot be read back")
        }
        try reader.open(request.folder + "/" + shard.path)
        var rows = 0
        while let batch = try reader.next() {
            if Interruption.requested { throw Interrupted() }
            rows += batch.flags.count { !$0.contains(.follows) }
            try body(batch, reader.roster)
        }
        guard rows == shard.rows else {
            throw Diagnostic(
                .error, "\(request.folder)/\(shard.path) has \(rows) rows where its manifest says \(shard.rows)",
                hint: "'curate verify \(request.folder)' tells what else was changed.")
        }
    }

    private func writeEach(_ shards: [Manifest.Shard], into written: inout Written) throws {
        let turns = Turns(shards.count)
        let made = Mutex<[Int: Written]>([:])
        try Workers.run(max(1, min(threads, shards.count))) { _ in
            while let turn = turns.take() {
                var one = Written()
                do { try write(shards[turn], into: &one) } catch {
                    turns.end()
                    throw error
                }
                made.withLock { $0[turn] = one }
            }
        }
        made.withLock { for turn in shards.indices { written.add($0[turn] ?? Written()) } }
    }

    /// A shard of the same rows, in the same place among its split's shards.
    private func write(_ shard: Manifest.Shard, into written: inout Written) throws {
        let name = (shard.path.split(separator: "/").last ?? "").prefix { $0 != "." }
        let path = "\(folder)/\(name).\(request.format)"
        let file = try create(target.path + "/" + path)
        let layout = request.layout.flatMap { LayoutCatalog.row($0, format: request.format) }
        var encoder: (any ShardEncoder)?
        var rows = 0
        try read(shard) { batch, roster in
            var bytes: [UInt8] = []
            if encoder == nil { encoder = try self.encoder(layout, roster) }
            try encoder?.append(batch, rows: 0..<batch.count, roster: roster, into: &bytes)
            try file.write(bytes)
            rows += (0..<batch.count).count { includes(layout, batch, $0, roster) }
        }
        var bytes: [UInt8] = []
        if encoder == nil { encoder = try self.encoder(layout, Roster(teachers: teachers, hasOrigins: hasOrigins)) }
        try encoder?.finish(into: &bytes)
        try file.write(bytes)
        let sha256 = try file.publish()
        written.leftOut += shard.rows - rows
        written.shards.append(
            Manifest.Shard(
                view: request.name, split: shard.split, path: path, rows: rows, bytes: file.bytes,
                rawBytes: file.rawBytes, sha256: sha256))
    }

    private func includes(_ layout: RowLayout?, _ batch: Batch, _ row: Int, _ roster: Roster) -> Bool {
        layout?.includes(batch, row, roster) ?? ViewCatalog.includes(view: request.view, batch, row, roster)
    }

    private func encoder(_ layout: RowLayout?, _ roster: Roster) throws -> any ShardEncoder {
        if let layout { return LayoutCatalog.encoder(layout, format: request.format, level: request.level) }
        guard
            let encoder = ViewCatalog.encoder(
                view: request.view, format: request.format, level: request.level, roster: roster, negatives: negatives,
                tokens: tokens)
        else { throw Diagnostic(.error, "the view '\(request.view)' cannot be written as '\(request.format)'") }
        return encoder
    }

    private var tokens: TokenColumns? {
        guard let recipe = request.tokens, let tokenizer else { return nil }
        return TokenColumns(view: request.view, tokenizer: tokenizer, maxLength: recipe.maxLength)
    }

    private func writeMDS(_ shards: [Manifest.Shard], _ split: String, into written: inout Written) throws {
        let roster = Roster(teachers: teachers, hasOrigins: hasOrigins)
        guard let table = ViewCatalog.table(view: request.view, roster: roster, negatives: negatives, tokens: tokens)
        else { throw Diagnostic(.error, "the view '\(request.view)' cannot be written as 'mds'") }
        var output = MDSFolder(self, split, table.columns)
        for shard in shards {
            try read(shard) { batch, roster in
                let rows = table.table(batch, rows: 0..<batch.count, roster: roster)
                for row in 0..<rows.count { try output.append(rows, row) }
            }
        }
        try output.finish(into: &written)
    }
}

/// The shards of a split in the format MDS, with their index.
struct MDSFolder {
    private let writer: ShardWriter
    private let split: String
    private var shard: MDSShard
    private var index: MDSIndex
    private var shards: [Manifest.Shard] = []

    init(_ writer: ShardWriter, _ split: String, _ columns: [ColumnSchema]) {
        (self.writer, self.split) = (writer, split)
        shard = MDSShard(columns, limit: writer.request.maxBytes)
        index = MDSIndex(columns, limit: writer.request.maxBytes)
    }

    private var folder: String { "\(writer.folder)/\(split)" }

    mutating func append(_ table: Table, _ row: Int) throws {
        shard.append(table, row)
        if shard.count >= writer.request.maxRows || shard.bytes >= writer.request.maxBytes { try close() }
    }

    mutating func finish(into written: inout ShardWriter.Written) throws {
        if shard.count > 0 || shards.isEmpty { try close() }
        let path = "\(folder)/index.json"
        let text = index.text
        written.shards += shards
        written.files.append(try writer.target.write(path, text))
    }

    private mutating func close() throws {
        let digits = String(shards.count)
        let name = "shard.\(String(repeating: "0", count: max(0, 5 - digits.count)) + digits).mds"
        let path = "\(folder)/\(name)"
        let file = try writer.create(writer.target.path + "/" + path)
        let samples = shard.count
        try file.write(shard.take())
        let sha256 = try file.publish()
        index.append(basename: name, bytes: file.bytes, sha256: sha256, samples: samples)
        shards.append(
            Manifest.Shard(
                view: writer.request.name, split: split, path: path, rows: samples, bytes: file.bytes,
                rawBytes: file.rawBytes, sha256: sha256))
    }
}
