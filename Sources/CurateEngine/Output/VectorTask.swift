internal import Compression
internal import CurateCore
internal import CurateFormats
internal import CuratePlan
import Foundation
internal import Files

/// Writes sentence vectors beside the shards: an array of NumPy, and one of the records' ids in the same order.
///
/// Files are cut as the shards of the view `pairs` or else of the first view of pairs, so row `i` of
/// `train-00000-of-00002.npy` belongs to the record of row `i` of that view's `train-00000-of-00002`, unless the view leaves
/// records out. The view `sentences` has files of its own, in a folder of its name.
struct VectorTask {
    let context: RunContext
    let settled: Int

    /// Rows that are embedded together; cut by their order in the file.
    private static let batchRows = 256

    /// A file of vectors to write.
    struct Planned: Sendable {
        var request: VectorRequest
        var shard: PlannedShard
        /// Without ending.
        var path: String
        /// Vectors of a row: 2, or 1 of a row that is a sentence.
        var sides: Int
    }

    /// The files to write; all settling tasks must be done.
    func planned() throws -> [Planned] {
        let outputs = context.plan.outputs
        let pairs = outputs.firstIndex { $0.name == "pairs" } ?? outputs.firstIndex { $0.view != Self.sentences }
        let sentences = outputs.firstIndex { $0.view == Self.sentences }
        let shards = try context.shards(of: settled)
        return [(pairs, 2), (sentences, 1)].flatMap { output, sides in
            shards.filter { $0.output == output }.flatMap { planned($0, sides) }
        }
    }

    private static let sentences = "sentences"

    private func planned(_ shard: PlannedShard, _ sides: Int) -> [Planned] {
        let name = shard.path.split(separator: "/").last.map(String.init) ?? ""
        let stem = (sides == 1 ? Self.sentences + "/" : "") + name.prefix { $0 != "." }
        return context.plan.vectors.map { request in
            let folder = "\(ShardInfo.vectors)/\(request.teacher)-\(request.precision.rawValue)"
            return Planned(request: request, shard: shard, path: "\(folder)/\(stem)", sides: sides)
        }
    }

    func write(_ planned: Planned, fragment: Int, number: Int) throws {
        let teacher = try context.environment.teachers.teacher(planned.request.teacher)
        let path = context.output + "/" + planned.path
        try FileSystem.createDirectories(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
        let vectors = try PublishedFile(path: path + ".npy", format: .none, level: nil)
        let ids = try PublishedFile(path: path + ".ids.npy", format: .none, level: nil)
        try ids.write(NumPyArray.head(ids: planned.shard.rows.count))
        var dimensions: Int?
        try rows(of: planned.shard) { batch in
            let answer = try RecordVectors(batch, teacher, sides: planned.sides)
            if dimensions == nil {
                dimensions = answer.dimensions
                try vectors.write(
                    NumPyArray.head(
                        shape: [planned.shard.rows.count] + (planned.sides == 1 ? [] : [planned.sides])
                            + [answer.dimensions], planned.request.precision))
            }
            guard dimensions == answer.dimensions else {
                throw TeacherFailure(.system, teacher: planned.request.teacher, "its vectors change their length")
            }
            try vectors.write(answer.bytes(planned.request.precision))
            try ids.write(batch.ids.flatMap { Array($0.description.utf8) })
        }
        try publish([(vectors, ".npy"), (ids, ".ids.npy")], planned, fragment, number)
    }

    /// Calls `body` with the shard's records, some at a time.
    private func rows(of shard: PlannedShard, _ body: (Batch) throws -> Void) throws {
        let section = Section(kind: .settled, index: Int(shard.split.rawValue))
        var start = 0
        var waiting = Batch()
        for block in try context.store(context.source(of: shard.output, settled: settled)).blocks(section) {
            let range = start..<start + block.block.rows
            start = range.upperBound
            let wanted = range.clamped(to: shard.rows)
            guard !wanted.isEmpty else { continue }
            var offset = 0
            let batch = try BatchCodec.decode(try block.read(), at: &offset)
            waiting.role = batch.role
            let heads = batch.heads
            for row in heads[wanted.lowerBound - range.lowerBound..<wanted.upperBound - range.lowerBound] {
                waiting.append(row, of: batch)
                guard waiting.count == Self.batchRows else { continue }
                try TaskRunner.stopIfAsked()
                try body(waiting)
                waiting = Batch(role: batch.role)
            }
        }
        if !waiting.isEmpty { try body(waiting) }
    }

    private func publish(
        _ files: [(file: PublishedFile, ending: String)], _ planned: Planned, _ fragment: Int, _ number: Int
    ) throws {
        let infos = try files.map { file, ending in
            ShardInfo(
                view: ShardInfo.vectors, split: planned.shard.split.hubName, path: planned.path + ending,
                rows: planned.shard.rows.count, bytes: file.bytes, rawBytes: file.rawBytes, sha256: try file.publish())
        }
        try FileSystem.createDirectories(context.folder(fragment))
        let file = try TaskFileWriter(path: WorkFolder.task(context.folder(fragment), number))
        try file.publish(counts: Array(try JSONEncoder().encode(TaskCounts(shards: infos))))
    }
}

/// The vectors of some records' sentences, each different text embedded once.
private struct RecordVectors {
    private let vectors: SentenceVectors
    /// For each record the rows of its vectors; nil: there is no second sentence.
    private let places: [[Int?]]

    var dimensions: Int { vectors.dimensions }

    /// - Parameter sides: vectors of a record.
    init(_ batch: Batch, _ teacher: any Teacher, sides: Int) throws {
        var known: [String: Int] = [:]
        var texts: [String] = []
        func place(_ text: String) -> Int {
            if let place = known[text] { return place }
            known[text] = texts.count
            texts.append(text)
            return texts.count - 1
        }
        places = (0..<batch.count).map { row in
            let first = place(batch.a.text.string(row))
            if sides == 1 { return [first] }
            return [first, batch.flags[row].contains(.single) ? nil : place(batch.b.text.string(row))]
        }
        vectors = try teacher.embed(texts)
        precondition(vectors.count == texts.count, "a teacher answers with one vector for each text")
    }

    func bytes(_ precision: VectorRequest.Precision) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(places.reduce(0) { $0 + $1.count } * dimensions * 4)
        for place in places.joined() {
            if let place {
                for value in vectors[place] { NumPyArray.append(value, precision, to: &bytes) }
            } else {
                for _ in 0..<dimensions { NumPyArray.append(0, precision, to: &bytes) }
            }
        }
        return bytes
    }
}
