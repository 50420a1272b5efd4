internal import CurateCore
internal import CurateFormats
internal import CurateReport
import Foundation
internal import Files

/// Which shards of a folder to read.
struct SourceShards {
    let all: [Manifest.Shard]

    /// - Throws: ``Diagnostic`` when the folder does not hold the view, or the split, or in no format that can be read.
    init(_ manifest: Manifest, _ request: ExportRequest) throws {
        let views = Set(manifest.shards.map(\.view)).sorted()
        // A view with tokens holds the view; positives are in the view of all pairs too.
        let substitutes =
            [request.view, request.view + ExportRequest.withTokens] + (request.view == "seq2seq" ? ["pairs"] : [])
        let view = substitutes.first(where: views.contains) ?? request.view
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
        all = shards.filter {
            ShardReader.reads($0.path, view: Self.plain($0.view)) && (request.split ?? $0.split) == $0.split
        }
        guard !all.isEmpty else {
            throw Diagnostic(
                .error, "the view '\(view)' of \(request.folder) is in no format from which it can be read back",
                hint: "Add {view: \(request.view), format: jsonl.zst} to the pipeline's outputs.")
        }
    }

    /// The view without what its name says of tokens.
    static func plain(_ view: String) -> String {
        view.hasSuffix(ExportRequest.withTokens) ? String(view.dropLast(ExportRequest.withTokens.count)) : view
    }
}

/// Whether labels in a table without a header can be understood: `1` is a class of one corpus and a grade of another.
struct PlainLabels {
    private let request: ExportRequest
    private let isAsked: Bool

    init(_ request: ExportRequest, _ shards: [Manifest.Shard]) {
        self.request = request
        isAsked = shards.contains { $0.view == "pairs" && ShardReader.isPlain($0.path) }
    }

    /// - Throws: ``Diagnostic`` where a corpus has labels that are neither 0 nor 1 nor words.
    func check() throws {
        guard isAsked else { return }
        let splits = try FolderStatistics(request.folder).splits
        let plain = Set(["0", "1", "none"] + NLILabel.allCases.map(\.name))
        for (_, split) in splits.sorted(by: { $0.key < $1.key }) {
            for (source, labels) in split.labels.sorted(by: { $0.key < $1.key }) {
                guard let other = labels.keys.sorted().first(where: { !plain.contains($0) }) else { continue }
                throw Diagnostic(
                    .error,
                    "\(request.folder) holds pairs as tsv, and \(source) has labels such as \(other): a table without "
                        + "a header does not tell whether 1 is a class or a grade",
                    hint: "Export from JSON lines, Parquet or TFRecord.")
            }
        }
    }
}

/// What an export must know of a folder's `stats.json`.
struct FolderStatistics: Decodable {
    struct Split: Decodable {
        /// By source, then by label.
        var labels: [String: [String: Int]]
        /// Absent where all rows are as published.
        var origins: [String: Int]?
    }

    let splits: [String: Split]

    /// Whether stages made some of its records.
    var hasOrigins: Bool { splits.values.contains { $0.origins != nil } }

    init(_ folder: String) throws {
        let bytes = try FileSystem.readAll(folder + "/stats.json")
        self = try JSONDecoder().decode(FolderStatistics.self, from: Data(bytes))
    }
}
