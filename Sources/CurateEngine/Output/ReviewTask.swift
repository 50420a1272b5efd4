internal import Compression
internal import CurateCore
internal import CurateFormats
internal import CuratePlan
import Foundation
internal import Files

/// Writes one step's list of records for people to look at: the most suspicious first, one JSON object a line.
struct ReviewTask {
    let context: RunContext

    func write(_ step: Int, fragment: Int) throws {
        var counts = TaskCounts()
        let list = try list(step)
        if let list, list.count > 0 { counts.shards = [try write(list, step)] }
        try FileSystem.createDirectories(context.folder(fragment))
        let file = try TaskFileWriter(path: WorkFolder.task(context.folder(fragment), step))
        try file.publish(counts: Array(try JSONEncoder().encode(counts)))
    }

    private func list(_ step: Int) throws -> SurveyRows? {
        guard let limit = context.plan.steps[step].reviews else { return nil }
        var list = ReviewList(limit: limit.rows)
        for fragment in context.plan.fragments.indices where context.plan.fragments[fragment].decides {
            for block in try context.store(fragment).blocks(Section(kind: .reviews, index: step)) {
                try TaskRunner.stopIfAsked()
                var rows = SurveyRows()
                var offset = 0
                try SurveyRowCodec.decode(try block.read(), at: &offset, appendingTo: &rows)
                list.add(rows)
            }
        }
        return list.rows
    }

    private func write(_ list: SurveyRows, _ step: Int) throws -> ShardInfo {
        let name = context.plan.steps[step].name
        let path = "review/\(name).jsonl"
        try FileSystem.createDirectories(context.output + "/review")
        let file = try PublishedFile(path: context.output + "/" + path, format: .none, level: nil)
        for row in 0..<list.count {
            // The ordinal before the line has done its work.
            try file.write(Array(list.payloads.bytes[list.payloads.range(row).dropFirst(8)]))
        }
        let sha256 = try file.publish()
        return ShardInfo(
            view: ShardInfo.review, split: name, path: path, rows: list.count, bytes: file.bytes,
            rawBytes: file.rawBytes, sha256: sha256)
    }
}
