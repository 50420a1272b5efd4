internal import Compression
internal import CurateCore
internal import CurateFormats
internal import CuratePlan
import Foundation
internal import Files

/// Writes the ledger of one step: what it rejected, in input order, one JSON object a line.
struct LedgerTask {
    let context: RunContext

    /// - Parameter section: 0 for the reading, else one more than the step's number.
    func write(_ section: Int, fragment: Int) throws {
        let name = section == LedgerSpill.reading ? "read" : context.plan.steps[section - 1].name
        let blocks = try blocksByPart(section)
        var counts = TaskCounts()
        if !blocks.isEmpty {
            counts.shards = [try write(blocks, name: name)]
        }
        try FileSystem.createDirectories(context.folder(fragment))
        let file = try TaskFileWriter(path: WorkFolder.task(context.folder(fragment), section))
        try file.publish(counts: Array(try JSONEncoder().encode(counts)))
    }

    private func write(_ blocks: [[StoredBlock]], name: String) throws -> ShardInfo {
        let relative = "rejected/\(name).jsonl"
        try FileSystem.createDirectories(context.output + "/rejected")
        let file = try PublishedFile(path: context.output + "/" + relative, format: .none, level: nil)
        var rows = 0
        for part in blocks {
            try TaskRunner.stopIfAsked()
            var lines = SurveyRows()
            for block in part {
                var offset = 0
                try SurveyRowCodec.decode(try block.read(), at: &offset, appendingTo: &lines)
            }
            try file.write(lines.sorted().payloads.bytes)
            rows += lines.count
        }
        let sha256 = try file.publish()
        return ShardInfo(
            view: ShardInfo.rejected, split: name, path: relative, rows: rows, bytes: file.bytes,
            rawBytes: file.rawBytes,
            sha256: sha256)
    }

    /// The lines' blocks by part of the input, from every fragment that decides.
    private func blocksByPart(_ section: Int) throws -> [[StoredBlock]] {
        let stores = try context.plan.fragments.indices.filter { context.plan.fragments[$0].rejects }
            .filter { RunContext.isComplete(context.folder($0), context.taskCount($0)) }
            .map { try context.store($0) }
        return (0..<context.plan.partitions).map { part in
            stores.flatMap { $0.blocks(Section(kind: .ledger, index: section, part: part)) }
        }.filter { !$0.isEmpty }
    }
}
