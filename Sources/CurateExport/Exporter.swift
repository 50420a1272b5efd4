internal import Checksums
internal import Compression
internal import CurateCore
internal import CurateFormats
public import CurateReport
import Foundation
internal import Files

/// Writes the shards of a finished folder anew, in another format or layout, into a folder with a manifest of its own.
public struct Exporter: Sendable {
    /// What was written.
    public struct Result: Sendable, Codable {
        public var output: String
        public var manifest: String
        /// `done` or `up_to_date`.
        public var status: String
        public var shards: Int
        public var rows: Int
        public var bytes: Int
        /// Rows of the view that the layout has no use for.
        public var leftOut: Int

        enum CodingKeys: String, CodingKey {
            case output, manifest, status, shards, rows, bytes
            case leftOut = "left_out"
        }
    }

    private let request: ExportRequest
    private let program: Manifest.Program

    public init(_ request: ExportRequest, program: Manifest.Program) {
        self.request = request
        self.program = program
    }

    /// - Throws: ``Diagnostic`` for what the person who asked can mend, ``ShardFault`` for a damaged shard,
    ///   `SystemFailure`.
    public func run() throws -> Result {
        try request.check()
        let manifest = try FinishedFolder.manifest(of: request.folder)
        let shards = try SourceShards(manifest, request).all
        let export = Manifest.Export(
            fingerprint: manifest.fingerprint, view: request.view, format: request.format, layout: request.layout,
            split: request.split,
            negatives: request.layout == GroupLayout.tupleName ? request.negatives : nil, level: request.level)
        let fingerprint = try fingerprint(export)
        let target = TargetFolder(request.output)
        if let current = target.current(fingerprint) { return result(current, "up_to_date") }
        try target.begin()
        let writer = ShardWriter(request: request, teachers: teachers(manifest), target: target)
        let written = try writer.write(shards)
        var made = manifest
        (made.fingerprint, made.program, made.export) = (fingerprint, program, export)
        (made.shards, made.rejected, made.files) = (written.shards, [], written.files)
        made.export?.leftOut = written.leftOut
        made.files.append(try target.copy("stats.json", from: request.folder))
        made.files.append(try target.write("README.md", ExportCard(made, name: request.name).text))
        try target.finish(made)
        return result(made, "done")
    }

    private func teachers(_ manifest: Manifest) -> [TeacherInfo] {
        (manifest.teachers ?? []).map { TeacherInfo(name: $0.name, identity: $0.identity) }
    }

    private func fingerprint(_ export: Manifest.Export) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var bytes = Array(try encoder.encode(export))
        bytes += Array("\(program.version) \(request.maxRows) \(request.maxBytes)".utf8)
        return SHA256.hex(of: bytes.span)
    }

    private func result(_ manifest: Manifest, _ status: String) -> Result {
        Result(
            output: request.output, manifest: request.output + "/manifest.json", status: status,
            shards: manifest.shards.count, rows: manifest.shards.reduce(0) { $0 + $1.rows },
            bytes: manifest.shards.reduce(0) { $0 + $1.bytes }, leftOut: manifest.export?.leftOut ?? 0)
    }
}

/// Which shards of a folder to read.
struct SourceShards {
    let all: [Manifest.Shard]

    /// - Throws: ``Diagnostic`` when the folder does not hold the view, or the split, or in no format that can be read.
    init(_ manifest: Manifest, _ request: ExportRequest) throws {
        let views = Set(manifest.shards.map(\.view)).sorted()
        // Positives are in the view of all pairs too.
        let view = views.contains(request.view) || request.view != "seq2seq" ? request.view : "pairs"
        let shards = manifest.shards.filter { $0.view == view }
        guard !shards.isEmpty else {
            throw Diagnostic(
                .error, "\(request.folder) has no view '\(request.view)'",
                hint: views.isEmpty ? "It has no shards at all." : "It has \(views.joined(separator: ", ")).")
        }
        let splits = Set(shards.map(\.split)).sorted()
        if let split = request.split, !splits.contains(split) {
            throw Diagnostic(
                .error, "the view '\(view)' of \(request.folder) has no split '\(split)'",
                hint: "It has \(splits.joined(separator: ", ")).")
        }
        all = shards.filter { ShardReader.reads($0.path) && (request.split ?? $0.split) == $0.split }
        guard !all.isEmpty else {
            throw Diagnostic(
                .error, "the view '\(view)' of \(request.folder) is in no format that is read back",
                hint: "JSON lines and Parquet are: add {view: \(view), format: jsonl.zst} to the pipeline's outputs.")
        }
    }
}
