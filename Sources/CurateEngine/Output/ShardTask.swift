internal import Compression
internal import CurateCore
internal import CurateFormats
internal import CuratePlan
import Foundation
internal import Files

/// Writes one shard from the settled records.
struct ShardTask {
    let context: RunContext
    let settled: Int

    /// The shards to write; all settling tasks must be done.
    func planned() throws -> [PlannedShard] { try context.shards(of: settled) }

    /// Writes the shard and then its task file; both appear only when whole.
    func write(_ shard: PlannedShard, fragment: Int, number: Int) throws {
        let output = context.plan.outputs[shard.output]
        let tokens = try context.tokens(of: output)
        guard
            let encoder = LayoutCatalog.encoder(
                output.layout, view: output.view, format: output.format, level: output.level,
                roster: context.plan.roster, negatives: output.negatives ?? .usual,
                tokens: output.tokens?.hasColumns == true ? tokens : nil)
        else {
            throw Diagnostic(.error, "this program does not write the view '\(output.view)' as '\(output.format)'")
        }
        let path = context.output + "/" + shard.path
        try FileSystem.createDirectories(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
        let file = try PublishedFile(
            path: path, format: ViewCatalog.compression(ofFormat: output.format), level: output.level)
        let rows = try writeRows(
            of: shard, encoder, counting: output.tokens?.hasColumns == false ? tokens : nil, to: file)
        let sha256 = try file.publish()
        let info = ShardInfo(
            view: output.name, split: shard.split.hubName, path: shard.path, rows: rows,
            bytes: file.bytes, rawBytes: file.rawBytes, sha256: sha256, tokens: tokens?.counts)
        try publish(info, fragment, number)
    }

    /// - Returns: how many rows were written: those that the view includes.
    private func writeRows(
        of shard: PlannedShard, _ encoder: any ShardEncoder, counting tokens: TokenColumns?, to file: PublishedFile
    ) throws -> Int {
        let output = context.plan.outputs[shard.output]
        let layout = output.layout.flatMap { LayoutCatalog.row($0, format: output.format) }
        var encoder = encoder
        var included = 0
        let section = Section(kind: .settled, index: Int(shard.split.rawValue))
        var start = 0
        var written = 0
        var bytes: [UInt8] = []
        for block in try context.store(context.source(of: shard.output, settled: settled)).blocks(section) {
            let range = start..<start + block.block.rows
            start = range.upperBound
            let wanted = range.clamped(to: shard.rows)
            guard !wanted.isEmpty else { continue }
            try TaskRunner.stopIfAsked()
            var offset = 0
            let batch = try BatchCodec.decode(try block.read(), at: &offset)
            bytes.removeAll(keepingCapacity: true)
            let rows = batch.records(
                ofRows: wanted.lowerBound - range.lowerBound..<wanted.upperBound - range.lowerBound)
            try encoder.append(batch, rows: rows, roster: context.plan.roster, into: &bytes)
            tokens?.count(batch, rows: rows, roster: context.plan.roster)
            try file.write(bytes)
            written += wanted.count
            context.meter.passed(rows: wanted.count)
            included += rows.count {
                layout?.includes(batch, $0, context.plan.roster)
                    ?? ViewCatalog.includes(view: output.view, batch, $0, context.plan.roster)
            }
        }
        bytes.removeAll(keepingCapacity: true)
        try encoder.finish(into: &bytes)
        try file.write(bytes)
        precondition(written == shard.rows.count, "a shard has fewer rows than were settled for it")
        return included
    }

    private func publish(_ info: ShardInfo, _ fragment: Int, _ number: Int) throws {
        try FileSystem.createDirectories(context.folder(fragment))
        let file = try TaskFileWriter(path: WorkFolder.task(context.folder(fragment), number))
        try file.publish(counts: Array(try JSONEncoder().encode(TaskCounts(shards: [info]))))
    }
}
