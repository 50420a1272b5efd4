internal import CurateCore
internal import CurateReport
internal import Files

/// What happens while an index is opened.
public enum IndexEvent: Sendable, Hashable {
    /// It has to be made; so many rows are to be read.
    case began(rows: Int)
    case read(rows: Int)
    /// It could not be kept in the folder, for this reason.
    case notKept(reason: String)
}

/// A folder's index: found in the folder, or made now.
///
/// It lies in `.curate/explain` of the folder. In a folder that cannot be written to it is made in a temporary folder, which is
/// gone when the index is.
final class OpenedIndex: Sendable {
    let index: FolderIndex
    private let temporary: String?

    init(
        folder: String, manifest: Manifest, keys: any KeyMaking, threads: Int, held: Int = IndexBuilder.most,
        listener: @escaping @Sendable (IndexEvent) -> Void
    ) throws {
        let checksum = try FolderIndex.checksum(ofManifestIn: folder)
        let home = folder + "/.curate/explain"
        if let index = FolderIndex.open(at: home, manifest: checksum) {
            (self.index, temporary) = (index, nil)
            return
        }
        let files = RowFile.all(manifest)
        listener(.began(rows: files.files.reduce(0) { $0 + ($1.rows ?? 0) }))
        let (target, temporary, lock) = try Self.target(home, listener)
        defer { withExtendedLifetime(lock) {} }
        self.temporary = temporary
        do {
            let builder = IndexBuilder(folder: folder, keys: keys, threads: threads, held: held) {
                listener(.read(rows: $0))
            }
            try builder.build(files, manifest: checksum, into: target)
            guard let index = FolderIndex.open(at: target, manifest: checksum) else {
                throw Diagnostic(
                    .error, "the index in \(target) is not what was written there",
                    hint: "Another program may have changed it; run the command again.")
            }
            self.index = index
        } catch {
            if let temporary { try? FileSystem.remove(temporary) }
            throw error
        }
    }

    deinit {
        if let temporary { try? FileSystem.remove(temporary) }
    }

    /// Where to make it, the temporary folder if that is one, and what keeps others from making it there.
    private static func target(
        _ home: String, _ listener: (IndexEvent) -> Void
    ) throws -> (path: String, temporary: String?, lock: FolderLock?) {
        do {
            try FileSystem.createDirectories(home)
            if let lock = try FolderLock.acquire(home + "/lock") { return (home, nil, lock) }
            listener(.notKept(reason: "another process is making it"))
        } catch let failure as SystemFailure {
            listener(.notKept(reason: "\(failure)"))
        }
        let temporary = try FileSystem.createTemporaryDirectory(prefix: "curate-explain")
        return (temporary, temporary, nil)
    }
}
