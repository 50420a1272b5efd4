public import CurateCore
internal import CurateEngine
internal import CuratePlan
public import CurateReport
internal import Files

/// Answers what became of a record, from a finished folder and what the run left in it.
public struct Explainer: Sendable {
    let folder: String
    let manifest: Manifest
    let catalog: StageCatalog
    let opened: OpenedIndex
    let fetcher: RowFetcher
    let kept: KeptRun?
    let keys: any KeyMaking
    /// By stage; nil where stages cannot be made of what the folder says of them.
    let scopes: [StageScope]?

    /// Rows of one kind that are told.
    static let most = 50

    /// Opens a folder; its index is made when it has none, or one of another state of the folder.
    ///
    /// - Parameter listener: told what takes time, and what is unusual.
    /// - Throws: `Diagnostic` when there is no finished folder, and what reading it throws.
    public init(
        folder: String, catalog: StageCatalog, threads: Int, listener: @escaping @Sendable (IndexEvent) -> Void
    ) throws {
        self.folder = folder
        self.catalog = catalog
        manifest = try FinishedFolder.manifest(of: folder)
        keys = try StageList.keys(manifest.pipeline, catalog: catalog)
        opened = try OpenedIndex(
            folder: folder, manifest: manifest, keys: keys, threads: threads, listener: listener)
        fetcher = RowFetcher(folder: folder, files: opened.index.header.files)
        kept = KeptRun.load(output: folder, fingerprint: manifest.fingerprint)
        scopes = try? StageList.make(kept?.entries ?? manifest.pipeline, catalog: catalog).map(\.appliesTo)
    }

    /// The story of a record.
    ///
    /// - Parameter prefix: at least the first 6 of the 32 digits of its id.
    /// - Throws: `Diagnostic` when no record or more than one has such an id.
    public func explain(_ prefix: String) throws -> Explanation {
        let id = try id(prefix)
        let own = try fetcher.rows(at: places(id, .record)).filter { $0.row.text("id") == id.description }
        let named = try fetcher.rows(at: places(id, .named)).filter { names($0, id) }
        return try StoryTeller(self, id, own: own, named: named).tell()
    }

    /// The rows of a record in a part of the folder.
    ///
    /// - Parameter prefix: as for ``explain(_:)``.
    /// - Throws: as ``explain(_:)``.
    public func rows(of prefix: String, in part: FolderRows.Part) throws -> [FolderRow] {
        let id = try id(prefix)
        return try fetcher.rows(at: places(id, .record)).filter { found in
            guard found.row.text("id") == id.description else { return false }
            switch part {
            case .view(let view, let split):
                return found.file.kind == .view && found.file.name == view
                    && (split ?? found.file.split) == found.file.split
            case .rejected(let rule):
                let names = [found.row.text("rule"), found.row.text("stage")]
                return found.file.kind == .rejected && (rule.map(names.contains) ?? true)
            case .suspicious: return found.file.kind == .review
            }
        }.map(\.row)
    }

    /// Whole ids that begin so, as far as rows are looked at.
    private func id(_ prefix: String) throws -> RecordID {
        let digits = prefix.lowercased()
        if let id = RecordID(digits) {
            guard try isKnown(id) else { throw unknown(prefix) }
            return id
        }
        let ids = try candidates(digits)
        guard let first = ids.first else { throw unknown(prefix) }
        guard ids.count == 1 else {
            let shown = ids.prefix(5).map(\.description).joined(separator: ", ")
            throw Diagnostic(
                .error, "\(ids.count) records of \(folder) have ids that begin with '\(prefix)'",
                hint: "Write more digits of one of \(shown)\(ids.count > 5 ? ", ..." : "").")
        }
        return first
    }

    private func candidates(_ digits: String) throws -> [RecordID] {
        let upper = String(digits.prefix(16))
        let free = UInt64(16 - upper.count) * 4
        guard let start = UInt64(upper, radix: 16) else { return [] }
        let low = free == 64 ? 0 : start << free
        let range = low...(low | (free == 0 ? 0 : (1 << free) - 1))
        let places = [Posting.Relation.record, .named].flatMap { relation in
            opened.index.postings(range, relation, most: Self.most).map { ($0.place) }
        }
        let rows = try fetcher.rows(at: places)
        let ids = rows.flatMap { RowIDs.all($0.row) }.filter { $0.description.hasPrefix(digits) }
        return Set(ids).sorted()
    }

    private func isKnown(_ id: RecordID) throws -> Bool {
        for relation in [Posting.Relation.record, .named, .child] {
            let rows = try fetcher.rows(at: places(id, relation))
            if rows.contains(where: { RowIDs.all($0.row).contains(id) }) { return true }
        }
        return false
    }

    func places(_ id: RecordID, _ relation: Posting.Relation) -> [RowPlace] {
        opened.index.postings(id.high, relation, most: Self.most).map(\.place)
    }

    private func names(_ found: FoundRow, _ id: RecordID) -> Bool { RowIDs.all(found.row).contains(id) }

    // MARK: Nothing found

    private func unknown(_ id: String) -> Diagnostic {
        Diagnostic(
            .error, "no record of \(folder) has the id '\(id)'; \(searched)",
            hint: "\(withheld)'curate explain \(folder) TEXT' finds records by a sentence, "
                + "'curate show \(folder) --rejected --rule read' shows rows that made no record.")
    }

    /// What was looked through, in words.
    var searched: String {
        let files = opened.index.header.files
        func rows(_ kind: RowFile.Kind) -> Int { files.filter { $0.kind == kind }.reduce(0) { $0 + ($1.rows ?? 0) } }
        let views = Set(files.filter { $0.kind == .view }.map(\.name)).sorted().joined(separator: ", ")
        let unread = opened.index.header.unreadable.count
        return "looked through \(Numbers.counted(rows(.view), "row")) of \(views.isEmpty ? "no view" : views) and "
            + "\(Numbers.counted(rows(.rejected), "rejected row"))"
            + (unread == 0 ? "" : ", not through \(Numbers.counted(unread, "shard")) in formats that are not read back")
    }

    private var withheld: String {
        manifest.inputs.contains(where: \.heldOut) && !manifest.shards.contains { $0.split != "train" }
            ? "Held-out records are not written by this pipeline. " : ""
    }
}
