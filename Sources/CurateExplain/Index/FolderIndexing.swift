public import CurateCore
internal import CuratePlan
internal import CurateReport

/// Makes a finished folder's index before anybody asks for it, so that the first question is answered at once.
public enum FolderIndexing {
    /// Leaves an index in `.curate/explain` of a finished folder, unless one of its present state is there.
    ///
    /// - Parameters:
    ///   - memoryBytes: what entries may take while they are sorted; more is sorted in files.
    ///   - listener: told what takes time, and when the folder cannot be written to.
    /// - Throws: `Diagnostic` when there is no finished folder, and what reading it throws.
    public static func make(
        folder: String, catalog: StageCatalog, threads: Int, memoryBytes: Int,
        listener: @escaping @Sendable (IndexEvent) -> Void
    ) throws {
        let manifest = try FinishedFolder.manifest(of: folder)
        let keys = try StageList.keys(manifest.pipeline, catalog: catalog)
        let held = min(IndexBuilder.most, max(1 << 16, memoryBytes / FolderIndex.width))
        _ = try OpenedIndex(
            folder: folder, manifest: manifest, keys: keys, threads: threads, held: held, listener: listener)
    }
}
