internal import CurateCore
internal import CurateFormats
internal import CurateReport
internal import Files

/// The shards of a layout whose rows are made of all records that share a sentence.
struct GroupedShards {
    let writer: ShardWriter
    let layout: GroupLayout

    func write(_ shards: [Manifest.Shard], _ split: String, into written: inout ShardWriter.Written) throws {
        let sides = layout.takesBothSides ? 2 : 1
        let spill = try AnchorSpill(
            folder: writer.target.scratch, bytes: shards.reduce(0) { $0 + $1.rawBytes } * sides)
        var (read, used, scored) = (0, 0, 0)
        for shard in shards {
            try writer.read(shard) { batch, roster in
                for row in 0..<batch.count {
                    guard let isPositive = Self.meaning(batch, row, roster) else { continue }
                    used += 1
                    scored += batch.score(row).isNaN ? 0 : 1
                    try append(batch, row, isPositive, to: spill)
                }
                read += batch.count
            }
        }
        var output = RowShards(writer, split)
        let choices = GroupLayout.Choices(negatives: writer.request.negatives, hasScores: used > 0 && scored == used)
        try spill.forEach { group in
            if Interruption.requested { throw Interrupted() }
            for row in layout.rows(group, choices) { try output.append(row) }
        }
        try output.finish(into: &written)
        written.leftOut += read - used
    }

    /// Whether a record's texts mean the same or not; nil where nobody said so.
    private static func meaning(_ batch: Batch, _ row: Int, _ roster: Roster) -> Bool? {
        if batch.flags[row].contains(.single) { return nil }
        let label = batch.labels[row]
        switch label.scale {
        case .binary, .ordinal:
            guard label.value.isFinite else { return nil }
            return label.fiveClass(threshold: roster.sources[Int(batch.sources[row])].threshold) == 1
        case .nli: return Int(label.value) == NLILabel.contradiction.rawValue ? false : nil
        case .none: return nil
        }
    }

    private func append(_ batch: Batch, _ row: Int, _ isPositive: Bool, to spill: AnchorSpill) throws {
        let (a, b) = (batch.a.text, batch.b.text)
        let (first, second) = (a.bytes[a.range(row)], b.bytes[b.range(row)])
        let (score, id) = (batch.score(row), batch.ids[row])
        try spill.append(anchor: first, other: second, isPositive: isPositive, score: score, id: id)
        // Inference goes one way.
        guard layout.takesBothSides, batch.labels[row].scale != .nli else { return }
        try spill.append(anchor: second, other: first, isPositive: isPositive, score: score, id: id)
    }
}

/// Shards of lines, cut by their number; how many there are is in their names, so they get those at the end.
struct RowShards {
    private let writer: ShardWriter
    private let split: String
    private var file: PublishedFile?
    private var rows = 0
    private var done: [(rows: Int, file: PublishedFile, sha256: String)] = []

    init(_ writer: ShardWriter, _ split: String) { (self.writer, self.split) = (writer, split) }

    private func scratch(_ number: Int) -> String { "\(writer.target.scratch)/rows-\(number)" }

    mutating func append(_ row: [UInt8]) throws {
        let open = try file ?? writer.create(scratch(done.count))
        file = open
        try open.write(row)
        rows += 1
        if rows >= writer.request.maxRows { try close() }
    }

    private mutating func close() throws {
        let open = try file ?? writer.create(scratch(done.count))
        done.append((rows, open, try open.publish()))
        (file, rows) = (nil, 0)
    }

    mutating func finish(into written: inout ShardWriter.Written) throws {
        if rows > 0 || done.isEmpty { try close() }
        try FileSystem.createDirectories(writer.target.path + "/" + writer.folder)
        for (number, shard) in done.enumerated() {
            let name = "\(split)-\(Self.digits(number))-of-\(Self.digits(done.count)).\(writer.request.format)"
            let path = "\(writer.folder)/\(name)"
            try FileSystem.rename(scratch(number), to: writer.target.path + "/" + path)
            written.shards.append(
                Manifest.Shard(
                    view: writer.request.name, split: split, path: path, rows: shard.rows, bytes: shard.file.bytes,
                    rawBytes: shard.file.rawBytes, sha256: shard.sha256))
        }
    }

    private static func digits(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 5 - text.count)) + text
    }
}
