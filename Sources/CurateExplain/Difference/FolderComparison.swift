internal import CurateCore
internal import CurateReport
internal import Files
import Synchronization

/// Compares the rows of two finished folders by their ids, in bounded memory: rows of both are sorted by id in files, then
/// read side by side.
public struct FolderComparison: Sendable {
    private let first: ComparedFolder
    private let second: ComparedFolder
    private let view: String
    private let options: Options

    public struct Options: Sendable {
        /// nil: the first of pairs, contrastive and seq2seq that both have.
        public var view: String?
        public var seed: UInt64
        /// Examples of each kind of change.
        public var examples: Int
        public var threads: Int
        /// For what rows are sorted in.
        public var memoryBytes: Int

        public init(
            view: String? = nil, seed: UInt64 = 0, examples: Int = 3, threads: Int = 1, memoryBytes: Int = 256 << 20
        ) {
            (self.view, self.seed, self.examples) = (view, seed, examples)
            (self.threads, self.memoryBytes) = (threads, memoryBytes)
        }
    }

    /// - Throws: `Diagnostic` when a folder is not finished, or they have no view in common that can be read.
    public init(_ first: String, _ second: String, options: Options) throws {
        let manifests = try [first, second].map { try FinishedFolder.manifest(of: $0) }
        view = try Self.commonView([first, second], manifests, options.view)
        self.first = ComparedFolder(first, manifests[0], view)
        self.second = ComparedFolder(second, manifests[1], view)
        self.options = options
    }

    private static let views = ["pairs", "contrastive", "seq2seq"]

    private static func commonView(_ folders: [String], _ manifests: [Manifest], _ wanted: String?) throws -> String {
        let readable = manifests.map { manifest in
            Set(RowFile.all(manifest).files.filter { $0.kind == .view }.map(\.name))
        }
        let known = views + readable[0].union(readable[1]).subtracting(views).sorted()
        if let wanted {
            for (folder, views) in zip(folders, readable) where !views.contains(wanted) {
                throw Diagnostic(
                    .error, "\(folder) has no view '\(wanted)' that can be read",
                    hint: views.isEmpty
                        ? "It has none; JSON lines can be read, and Parquet of pairs."
                        : "It has \(views.sorted().joined(separator: ", ")).")
            }
            return wanted
        }
        // An empty run is written without shards; it has every view.
        let views = zip(manifests, readable).map { manifest, names in manifest.shards.isEmpty ? Set(known) : names }
        guard let common = known.first(where: { views[0].contains($0) && views[1].contains($0) }) else {
            let told = zip(folders, readable).map { folder, names in
                "\(folder) has \(names.isEmpty ? "none" : names.sorted().joined(separator: ", "))"
            }
            throw Diagnostic(
                .error, "the folders have no view in common that can be read: \(told.joined(separator: "; "))",
                hint: "JSON lines can be read, and Parquet of pairs; 'curate export' writes them.")
        }
        return common
    }

    private var comparesRejected: Bool { first.hasLedger && second.hasLedger }

    /// - Throws: what reading the folders throws, `SystemFailure` when there is no room for sorting, `Interrupted`.
    public func run() throws -> FolderDifference {
        var result = FolderDifference(
            view: view, first: first.side, second: second.side, isEqual: true, isByChecksum: true,
            comparesRejected: comparesRejected, changes: [:], groups: [],
            stages: PipelineDifference.stages(first.manifest, second.manifest),
            inputs: PipelineDifference.inputs(first.manifest, second.manifest), examples: [])
        if first.checksums == second.checksums {
            result.changes[.same] = first.side.rows
            return result
        }
        result.isByChecksum = false
        let work = try FileSystem.createTemporaryDirectory(prefix: "curate-diff")
        defer { try? FileSystem.remove(work) }
        let names = NameTable()
        let runs = try sort(names, work)
        var tally = ChangeTally(names: names, options: options)
        try walk(runs) { tally.add($0) }
        result.changes = tally.changes
        result.groups = tally.groups
        result.isEqual = tally.changes.allSatisfy { $0.key == .same || $0.value == 0 }
        result.examples = try tally.examples(first, second)
        return result
    }

    private func sort(_ names: NameTable, _ work: String) throws -> [String] {
        let jobs =
            first.files.indices.map { (folder: first, file: $0, isSecond: false) }
            + second.files.indices.map { (folder: second, file: $0, isSecond: true) }
        guard !jobs.isEmpty else { return [] }
        let workers = max(1, min(options.threads, jobs.count))
        let held = max(4096, options.memoryBytes / 4 / MemoryLayout<ComparedRow>.stride / workers)
        let turns = Turns(jobs.count)
        let runs = Mutex<[Int: [String]]>([:])
        try Workers.run(workers) { worker in
            var sorter = RunSorter<ComparedRow>(prefix: "\(work)/\(worker)-", limit: held)
            while let turn = turns.take() {
                let job = jobs[turn]
                let reader = try ComparedReader(
                    folder: job.folder.path, file: job.folder.files[job.file], number: job.file,
                    isSecond: job.isSecond, names: names)
                while let rows = try reader.next() {
                    if Interruption.requested { throw Interrupted() }
                    for row in rows { try sorter.add(row) }
                }
            }
            let made = try sorter.finish()
            runs.withLock { $0[worker] = made }
        }
        return runs.withLock { runs in runs.keys.sorted().flatMap { runs[$0] ?? [] } }
    }

    /// Calls `body` with the pairs of one id after the other.
    private func walk(_ runs: [String], _ body: (RowPairing.Pair) -> Void) throws {
        var merge = try RunMerge<ComparedRow>(runs)
        var rows: [ComparedRow] = []
        func end() {
            for pair in RowPairing(rows, comparesRejected: comparesRejected).pairs { body(pair) }
            rows.removeAll(keepingCapacity: true)
        }
        while let row = try merge.next() {
            if let last = rows.last, last.id != row.id { end() }
            rows.append(row)
        }
        end()
    }
}

/// A folder as far as it is compared.
struct ComparedFolder: Sendable {
    let path: String
    let manifest: Manifest
    let files: [RowFile]
    let hasLedger: Bool
    private let view: String

    init(_ path: String, _ manifest: Manifest, _ view: String) {
        (self.path, self.manifest, self.view) = (path, manifest, view)
        hasLedger = manifest.export == nil
        let all = RowFile.all(manifest).files
        // Of a view that is written in several formats one is enough.
        let shards = all.filter { $0.kind == .view && $0.name == view }
        let lines = shards.filter(\.isJSONLines)
        let chosen = lines.isEmpty ? shards : lines
        let formats = Set(chosen.map { Self.format($0.path) }).sorted()
        files = chosen.filter { Self.format($0.path) == formats.first } + all.filter { $0.kind == .rejected }
    }

    private static func format(_ path: String) -> Substring {
        (path.split(separator: "/").last ?? "").drop { $0 != "." }
    }

    var side: FolderDifference.Side {
        func rows(_ kind: RowFile.Kind) -> Int { files.filter { $0.kind == kind }.reduce(0) { $0 + ($1.rows ?? 0) } }
        return .init(
            folder: path, name: manifest.name, fingerprint: manifest.fingerprint, seed: manifest.seed,
            rows: rows(.view), rejected: rows(.rejected))
    }

    /// Of the files that are compared.
    var checksums: [String] {
        let paths = Set(files.map(\.path))
        return (manifest.shards + manifest.rejected).filter { paths.contains($0.path) }.map {
            "\($0.path) \($0.sha256)"
        }
    }
}
