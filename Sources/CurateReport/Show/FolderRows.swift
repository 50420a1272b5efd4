internal import CurateCore
internal import JSONParsing

/// Reads rows of an output folder, file after file, in constant memory.
public struct FolderRows: Sendable {
    /// Which rows to read.
    public enum Part: Sendable, Hashable {
        case view(String, split: String?)
        /// The ledger; of one rule, or of all.
        case rejected(rule: String?)
        /// What the stage `score` found at odds with its label, most suspicious first.
        case suspicious
    }

    private let folder: String
    private let files: [String]

    /// - Throws: ``Diagnostic`` when the folder has no such part, or has it in another format than JSON lines.
    public init(folder: String, part: Part) throws {
        self.folder = folder
        let manifest = try FinishedFolder.manifest(of: folder)
        files =
            switch part {
            case .view(let view, let split): try Self.shards(manifest, view, split, folder)
            case .rejected: manifest.rejected.map(\.path)
            case .suspicious: try Self.reviews(manifest, folder)
            }
    }

    /// Rows of one file, whether or not the folder is finished.
    init(folder: String, file: String) {
        self.folder = folder
        files = [file]
    }

    private static func shards(
        _ manifest: Manifest, _ view: String, _ split: String?, _ folder: String
    ) throws -> [String] {
        let views = Set(manifest.shards.map(\.view)).sorted()
        guard views.contains(view) else {
            throw Diagnostic(
                .error, "\(folder) has no view '\(view)'",
                hint: views.isEmpty ? "It has no shards at all." : "It has \(views.joined(separator: ", ")).")
        }
        let splits = Set(manifest.shards.filter { $0.view == view }.map(\.split)).sorted()
        if let split, !splits.contains(split) {
            throw Diagnostic(
                .error, "the view '\(view)' of \(folder) has no split '\(split)'",
                hint: "It has \(splits.joined(separator: ", ")).")
        }
        let paths = manifest.shards.filter { $0.view == view && (split == nil || $0.split == split) }.map(\.path)
        let lines = paths.filter { $0.contains(".jsonl") }
        guard !lines.isEmpty else {
            throw Diagnostic(
                .error, "the view '\(view)' of \(folder) is not written as JSON lines, which this command reads",
                hint: "Add {view: \(view), format: jsonl.zst} to the pipeline's outputs.")
        }
        return lines
    }

    private static func reviews(_ manifest: Manifest, _ folder: String) throws -> [String] {
        let paths = manifest.files.map(\.path).filter { $0.hasPrefix("review/") && $0.contains(".jsonl") }
        guard !paths.isEmpty else {
            throw Diagnostic(
                .error, "\(folder) has no review file", hint: "The stage 'score' writes one; add it to the pipeline.")
        }
        return paths
    }

    /// Calls `body` with every row until it says that it has enough.
    ///
    /// - Parameter body: returns false to stop.
    /// - Throws: `SystemFailure`, `CompressionFailure`, and ``Diagnostic`` for a line that is no JSON object.
    public func forEach(_ body: (FolderRow) throws -> Bool) throws {
        for file in files {
            guard try read(file, body) else { return }
        }
    }

    private func read(_ file: String, _ body: (FolderRow) throws -> Bool) throws -> Bool {
        let lines = try LinePieces(path: folder + "/" + file)
        let extractor = JSONRowExtractor(fields: FolderRow.fields)
        var rows = JSONRows()
        var before = 0
        while let piece = try lines.next() {
            extractor.extract(piece, into: &rows)
            for row in 0..<rows.count {
                if let failure = rows.failure(row) {
                    throw Diagnostic(
                        .error, "\(folder)/\(file):\(before + rows.line(row) + 1): \(failure.message)",
                        hint: "The file was changed; 'curate verify \(folder)' tells what else was.")
                }
                guard try body(Self.row(rows, row, piece)) else { return false }
            }
            before += rows.lineCount
        }
        return true
    }

    private static func row(_ rows: JSONRows, _ row: Int, _ piece: [UInt8]) -> FolderRow {
        var values: [String: FolderRow.Value] = [:]
        for (field, name) in FolderRow.fields.enumerated() {
            let text = { rows.string(row, field) }
            switch rows.kind(row, field) {
            case .missing, .null: continue
            case .integer, .double: values[name] = Double(text()).map { .number($0) }
            case .string, .bool, .array, .object: values[name] = .text(text())
            }
        }
        return FolderRow(json: Array(piece[rows.byteRange(row)]), values: values)
    }
}
