internal import CurateCore
internal import CurateReport
internal import Files

/// A finished output folder, as far as it is known without reading its rows.
///
/// All that is kept of the shards is one number each: how many rows it has. A page is found by these numbers and by
/// counting lines in one shard.
struct BrowsedFolder: Sendable {
    let path: String
    let manifest: Manifest
    /// nil: the folder has none that can be understood.
    let statistics: RunStatistics?
    let parts: [FolderPart]
    let vectors: [VectorSet]
    /// `lcqmc/dev`: sources whose records no mark changes.
    private let heldOut: Set<String>

    /// - Throws: `Diagnostic` when there is no finished folder.
    init(path: String) throws {
        self.path = path
        manifest = try FinishedFolder.manifest(of: path)
        statistics = try? FinishedFolder.statistics(of: path)
        parts = FolderPart.all(manifest)
        vectors = VectorSet.all(manifest)
        heldOut = Set(manifest.inputs.filter(\.heldOut).map { $0.corpus + "/" + $0.split })
    }

    func isHeldOut(_ row: FolderRow) -> Bool {
        guard let corpus = row.text("corpus"), let split = row.text("split") else { return false }
        return heldOut.contains(corpus + "/" + split)
    }

    func part(_ key: String?) throws -> FolderPart {
        guard let key else {
            guard let first = parts.first(where: { $0.isReadable }) else {
                throw Diagnostic(.error, "\(path) has no rows to show")
            }
            return first
        }
        guard let part = parts.first(where: { $0.key == key }) else {
            throw Diagnostic(
                .error, "the folder has no part '\(key)'", hint: Spelling.hint(for: key, among: parts.map(\.key)))
        }
        return part
    }

    func rows(of part: FolderPart) throws -> FolderRows {
        guard part.isReadable else {
            throw Diagnostic(
                .error, "\(part.title) is written as \(part.format), which cannot be browsed",
                hint: "Add the view in the format jsonl.zst to the pipeline's outputs, or export the folder.")
        }
        return FolderRows(folder: path, files: part.files, manifest: manifest)
    }
}
