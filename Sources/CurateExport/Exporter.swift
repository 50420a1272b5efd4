internal import Checksums
internal import Compression
public import CurateCore
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
    private let tokenizer: (any TextTokenizing)?
    private let threads: Int

    /// - Parameters:
    ///   - tokenizer: of the request's tokens.
    ///   - threads: that shards may be written on at a time; it changes no byte.
    public init(
        _ request: ExportRequest, program: Manifest.Program, tokenizer: (any TextTokenizing)? = nil, threads: Int = 1
    ) {
        self.request = request
        self.threads = threads
        self.tokenizer = tokenizer
        self.program = program
    }

    /// - Throws: ``Diagnostic`` for what the person who asked can mend, ``ShardFault`` for a damaged shard,
    ///   `SystemFailure`.
    public func run() throws -> Result {
        try request.check()
        let manifest = try FinishedFolder.manifest(of: request.folder)
        let shards = try SourceShards(manifest, request).all
        try PlainLabels(request, shards).check()
        let export = Manifest.Export(
            fingerprint: manifest.fingerprint, view: request.view, format: request.format, layout: request.layout,
            split: request.split,
            negatives: request.layout == GroupLayout.tupleName ? request.negatives : nil, level: request.level)
        let fingerprint = try fingerprint(export)
        let target = TargetFolder(request.output)
        if let current = target.current(fingerprint) { return result(current, "up_to_date") }
        try target.begin()
        let writer = ShardWriter(
            request: request, teachers: teachers(manifest),
            hasOrigins: try FolderStatistics(request.folder).hasOrigins, negatives: negatives(manifest),
            tokenizer: tokenizer, target: target, threads: threads)
        let written = try writer.write(shards)
        var made = manifest
        (made.fingerprint, made.program, made.export) = (fingerprint, program, export)
        (made.shards, made.rejected, made.files) = (written.shards, [], written.files)
        made.export?.leftOut = written.leftOut
        made.tokenizers = request.tokens.map {
            [.init(view: request.name, identity: $0.identity, maxLength: $0.maxLength)]
        }
        made.files.append(try target.copy("stats.json", from: request.folder))
        made.files.append(try target.write("README.md", ExportCard(made, name: request.name).text))
        try target.finish(made)
        return result(made, "done")
    }

    /// What the run was asked for, which decides the columns of a table.
    private func negatives(_ manifest: Manifest) -> NegativeCount {
        let known = manifest.arrangements?.first { $0.view == "contrastive" }
        return known?.negatives.map { NegativeCount($0, isExact: known?.exact ?? false) } ?? .usual
    }

    private func teachers(_ manifest: Manifest) -> [TeacherInfo] {
        (manifest.teachers ?? []).map { TeacherInfo(name: $0.name, identity: $0.identity) }
    }

    private func fingerprint(_ export: Manifest.Export) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var bytes = Array(try encoder.encode(export))
        bytes += Array("\(program.version) \(request.maxRows) \(request.maxBytes)".utf8)
        if let tokens = request.tokens { bytes += Array(" \(tokens.identity) \(tokens.maxLength)".utf8) }
        return SHA256.hex(of: bytes.span)
    }

    private func result(_ manifest: Manifest, _ status: String) -> Result {
        Result(
            output: request.output, manifest: request.output + "/manifest.json", status: status,
            shards: manifest.shards.count, rows: manifest.shards.reduce(0) { $0 + $1.rows },
            bytes: manifest.shards.reduce(0) { $0 + $1.bytes }, leftOut: manifest.export?.leftOut ?? 0)
    }
}
