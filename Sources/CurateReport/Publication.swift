internal import Checksums
public import CurateCore
public import CuratePlan
import Foundation
internal import Files

/// Writes the reports of a finished run beside its shards, the manifest last.
public struct Publication: Sendable {
    private let output: String
    private let program: Manifest.Program
    private let corpora: [CorpusDeclaration]

    public init(output: String, program: Manifest.Program, corpora: [CorpusDeclaration]) {
        self.output = output
        self.program = program
        self.corpora = corpora
    }

    private var manifestPath: String { output + "/manifest.json" }

    /// True when the folder holds a finished run of this fingerprint, with all its files in their sizes.
    public func isCurrent(_ fingerprint: String) -> Bool {
        guard let manifest = try? Self.manifest(of: output), manifest.fingerprint == fingerprint,
            manifest.program.version == program.version
        else { return false }
        let files =
            manifest.shards.map { ($0.path, $0.bytes) } + manifest.rejected.map { ($0.path, $0.bytes) }
            + manifest.files.map { ($0.path, $0.bytes) }
        return files.allSatisfy { path, bytes in
            (try? FileIdentity.of(output + "/" + path))?.size == UInt64(bytes)
        }
    }

    /// Marks the folder as unfinished.
    public func begin() throws {
        if FileSystem.exists(manifestPath) { try FileSystem.remove(manifestPath) }
    }

    /// Writes `stats.json`, `report.html`, `README.md` and, last, `manifest.json`.
    public func publish(_ outcome: RunOutcome) throws {
        let statistics = RunStatistics(outcome)
        precondition(statistics.balance.holds, "records read and generated must be written, rejected or withheld")
        let card = DatasetCard(outcome, statistics: statistics, corpora: corpora)
        var files = [
            try write("stats.json", try Self.json(statistics)),
            try write("README.md", Array(card.text.utf8)),
        ]
        let manifest = Manifest(outcome, program: program, corpora: corpora, files: files)
        let report = ReportPage(statistics, manifest: manifest, examples: try ReportExamples(output, manifest))
        files.insert(try write("report.html", Array(report.html.utf8)), at: 1)
        _ = try write(
            "manifest.json", try Self.json(Manifest(outcome, program: program, corpora: corpora, files: files)))
    }

    private func write(_ name: String, _ bytes: [UInt8]) throws -> Manifest.File {
        let writer = try FileWriter(path: output + "/" + name)
        try writer.write(bytes)
        try writer.publish(sync: true)
        return Manifest.File(path: name, bytes: bytes.count, sha256: SHA256.hex(of: bytes.span))
    }

    /// Reads a folder's manifest.
    public static func manifest(of folder: String) throws -> Manifest {
        try JSONDecoder().decode(Manifest.self, from: Data(try FileSystem.readAll(folder + "/manifest.json")))
    }

    private static func json(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return Array(try encoder.encode(value)) + [10]
    }
}
