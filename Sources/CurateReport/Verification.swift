internal import Checksums
internal import Compression
internal import CurateFormats
public import CurateCore
public import CuratePlan
import Foundation
internal import Files

/// Checks that an output folder holds what its manifest says: files, sizes, checksums, rows, batches.
public struct Verification: Sendable {
    public struct Problem: Sendable, Hashable, Codable {
        public var path: String
        public var message: String
    }

    /// A view whose rows were laid out in batches.
    public struct Batches: Sendable, Hashable, Codable {
        public var view: String
        public var steps: Int
        /// Rows in them.
        public var rows: Int
        /// False for a layout or format from which rows are not read back.
        public var isProved: Bool

        enum CodingKeys: String, CodingKey {
            case view, steps, rows
            case isProved = "proved"
        }
    }

    public struct Result: Sendable, Codable {
        public var folder: String
        public var files: Int
        public var bytes: Int
        public var rows: Int
        public var batches: [Batches]
        public var problems: [Problem]
    }

    /// Makes what judges the steps of a view's batch plan.
    public typealias JudgeMaking =
        @Sendable (
            _ view: String, _ plan: Manifest.Arrangement.Batches, _ pipeline: [StageEntry]
        ) throws -> any StepJudging

    private let folder: String
    private let judge: JudgeMaking

    public init(folder: String, judge: @escaping JudgeMaking) {
        self.folder = folder
        self.judge = judge
    }

    /// - Throws: `Diagnostic` when there is no manifest, or it is not one.
    public func run() throws -> Result {
        let manifest = try FinishedFolder.manifest(of: folder)
        var result = Result(folder: folder, files: 0, bytes: 0, rows: 0, batches: [], problems: [])
        for shard in manifest.shards + manifest.rejected { check(shard, &result) }
        for file in manifest.files { check(file.path, file.bytes, file.sha256, rows: nil, &result) }
        unlisted(manifest, &result)
        // Of a file that is damaged nothing can be proved.
        guard result.problems.isEmpty else { return result }
        let proof = BatchProof(folder: folder, manifest: manifest) { try judge($0, $1, manifest.pipeline) }
        (result.batches, result.problems) = try proof.run()
        return result
    }

    private func check(_ shard: Manifest.Shard, _ result: inout Result) {
        check(shard.path, shard.bytes, shard.sha256, rows: shard.rows, &result)
        result.rows += shard.rows
    }

    private func check(_ path: String, _ bytes: Int, _ sha256: String, rows: Int?, _ result: inout Result) {
        result.files += 1
        result.bytes += bytes
        do {
            let found = try read(path)
            if found.bytes != bytes {
                result.problems.append(Problem(path: path, message: "has \(found.bytes) bytes instead of \(bytes)"))
            } else if found.sha256 != sha256 {
                result.problems.append(Problem(path: path, message: "its SHA-256 is not the manifest's"))
            }
            if let rows, found.rows != rows {
                let message = found.rows.map { "has \($0) rows instead of \(rows)" }
                result.problems.append(
                    Problem(path: path, message: message ?? "is not whole: its rows cannot be counted"))
            }
        } catch {
            result.problems.append(Problem(path: path, message: String(describing: error)))
        }
    }

    /// Reads a file once, in constant memory.
    private func read(_ path: String) throws -> (bytes: Int, sha256: String, rows: Int?) {
        let reader = try FileReader(path: folder + "/" + path)
        let hash = SHA256Stream()
        var decompressor: Decompressor?
        var total = 0
        var counter = RowCounters.counter(forFile: path)
        var piece: [UInt8] = []
        var text: [UInt8] = []
        while true {
            piece.removeAll(keepingCapacity: true)
            guard try reader.read(upTo: 1 << 20, appendingTo: &piece) > 0 else { break }
            if total == 0 {
                let format = CompressionFormat.detected(fromMagic: piece.span)
                if format != .none { decompressor = Decompressor(format: format) }
            }
            total += piece.count
            hash.update(piece.span)
            text.removeAll(keepingCapacity: true)
            if let decompressor { try decompressor.decompress(piece, into: &text) }
            counter.take(decompressor == nil ? piece : text)
        }
        try decompressor?.finish()
        return (total, hash.finish(), counter.rows)
    }

    private func unlisted(_ manifest: Manifest, _ result: inout Result) {
        let listed = Set(
            manifest.shards.map(\.path) + manifest.rejected.map(\.path) + manifest.files.map(\.path)
                + ["manifest.json"])
        for path in files(below: "") where !listed.contains(path) && !path.hasPrefix(".") {
            result.problems.append(Problem(path: path, message: "is not in the manifest"))
        }
    }

    private func files(below folder: String) -> [String] {
        let names = (try? FileSystem.list(self.folder + "/" + folder)) ?? []
        return names.filter { !$0.hasPrefix(".") }.flatMap { name in
            let path = folder.isEmpty ? name : folder + "/" + name
            return FileSystem.isDirectory(self.folder + "/" + path) ? files(below: path) : [path]
        }
    }
}
