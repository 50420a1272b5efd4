internal import CurateCore

/// Rows of a folder to show in its report: few of each kind, found in bounded time however large the folder is.
public struct ReportExamples: Sendable {
    /// Rows read of a file.
    private static let read = 20_000
    /// Bytes of rows read of a file: what long texts may take of a run's time.
    private static let readBytes = 64 << 20
    private static let kept = 3
    private static let generatedKept = 6

    /// By stage, then by rule.
    var rejected: [String: [String: [FolderRow]]] = [:]
    /// By origin.
    var generated: [String: [FolderRow]] = [:]
    /// The most suspicious labels first.
    var suspicious: [FolderRow] = []

    public init() {}

    /// - Throws: `SystemFailure`, and `Diagnostic` for a file that was changed.
    public init(_ folder: String, _ manifest: Manifest) throws {
        for file in manifest.rejected {
            let ledger = FolderRows(folder: folder, file: file.path)
            let rows = try Self.drawn(ledger, manifest.seed, "rule")
            for (rule, rows) in rows {
                let stage = rows.first?.text("stage") ?? file.split
                rejected[stage, default: [:]][rule] = Array(rows.prefix(Self.kept))
            }
        }
        // The first shard is in random order, as all are.
        let shards = manifest.shards.filter { $0.view == "pairs" && $0.split == "train" }
        if let shard = FolderRows.File.readable(shards).first {
            generated = try Self.drawn(
                FolderRows(folder: folder, file: shard, manifest: manifest), manifest.seed, "origin")
        }
        for file in manifest.files.map(\.path).sorted() where file.hasPrefix("review/") && file.hasSuffix(".jsonl") {
            try FolderRows(folder: folder, file: file).forEach { row in
                suspicious.append(row)
                return suspicious.count < 2 * Self.generatedKept
            }
        }
    }

    /// Rows drawn at random for each value of a field.
    private static func drawn(
        _ rows: FolderRows, _ seed: UInt64, _ field: String
    ) throws -> [String: [FolderRow]] {
        var drawn: [String: [(key: UInt64, row: FolderRow)]] = [:]
        var number: UInt64 = 0
        var bytes = 0
        try rows.forEach { row in
            number += 1
            bytes += row.json.count
            guard let name = row.text(field) else { return number < read && bytes < readBytes }
            var random = KeyedRandom(seed: seed, purpose: .init("report"), number: number)
            let key = random.next()
            var list = drawn[name] ?? []
            if list.count < generatedKept || key < (list.last?.key ?? 0) {
                list.insert((key, row), at: list.firstIndex { $0.key > key } ?? list.count)
                drawn[name] = Array(list.prefix(generatedKept))
            }
            return number < read && bytes < readBytes
        }
        return drawn.mapValues { $0.map(\.row) }
    }
}
