internal import CurateCore

/// How many rows a finished folder holds, by any of a few properties.
///
/// What the statistics tell in full is taken from them; other combinations are counted by reading the shards.
public struct RowCounting: Sendable {
    public enum Property: String, Sendable, CaseIterable {
        /// Corpus; corpus and split as published; the split that was written.
        case corpus, source, split
        case label, origin, view
    }

    /// Rows of one combination of values.
    public struct Count: Sendable, Hashable {
        public var values: [String]
        public var rows: Int
    }

    /// Where the numbers are from.
    public enum Basis: String, Sendable {
        case statistics, manifest, shards
    }

    public let properties: [Property]
    public let counts: [Count]
    public let basis: Basis

    /// - Throws: ``Diagnostic`` when the shards must be read and are in no format that can be, `SystemFailure`.
    public init(_ properties: [Property], folder: String, manifest: Manifest, statistics: RunStatistics) throws {
        self.properties = properties
        let wanted = Set(properties)
        var counter = Counter(properties: properties)
        if wanted.isSubset(of: [.corpus, .source, .split, .label]) && manifest.export == nil {
            basis = .statistics
            counter.addLabels(statistics)
        } else if wanted.isSubset(of: [.split, .origin]) && manifest.export == nil {
            basis = .statistics
            counter.addOrigins(statistics)
        } else if wanted.isSubset(of: [.view, .split]) {
            basis = .manifest
            for shard in manifest.shards { counter.add([.view: shard.view, .split: shard.split], shard.rows) }
        } else {
            basis = .shards
            try counter.addShards(folder, manifest, onlyPairs: !wanted.contains(.view))
        }
        counts = counter.sorted
    }
}

/// Adds up rows by the values of some properties.
private struct Counter {
    let properties: [RowCounting.Property]
    private var rows: [[String]: Int] = [:]

    init(properties: [RowCounting.Property]) { self.properties = properties }

    mutating func add(_ values: [RowCounting.Property: String], _ count: Int) {
        rows[properties.map { values[$0] ?? "-" }, default: 0] += count
    }

    /// By value, splits in their usual order.
    var sorted: [RowCounting.Count] {
        let splits = ["train", "validation", "test"]
        func key(_ values: [String]) -> [String] {
            zip(properties, values).map { property, value in
                property == .split ? "\(splits.firstIndex(of: value) ?? splits.count) \(value)" : value
            }
        }
        return rows.map { RowCounting.Count(values: $0.key, rows: $0.value) }
            .sorted { key($0.values).lexicographicallyPrecedes(key($1.values)) }
    }

    mutating func addLabels(_ statistics: RunStatistics) {
        for (split, content) in statistics.splits {
            for (source, labels) in content.labels {
                let corpus = String(source.prefix { $0 != "/" })
                for (label, rows) in labels {
                    add([.split: split, .source: source, .corpus: corpus, .label: label], rows)
                }
            }
        }
    }

    mutating func addOrigins(_ statistics: RunStatistics) {
        for (split, content) in statistics.splits {
            for (origin, rows) in content.origins ?? [OriginKind.published.name: content.rows] {
                add([.split: split, .origin: origin], rows)
            }
        }
    }

    /// - Parameter onlyPairs: the same records stand in several views; count those of one.
    mutating func addShards(_ folder: String, _ manifest: Manifest, onlyPairs: Bool) throws {
        let views = Set(manifest.shards.map(\.view)).sorted()
        let chosen = onlyPairs ? [views.contains("pairs") ? "pairs" : views.first ?? "pairs"] : views
        for view in chosen {
            let shards = manifest.shards.filter { $0.view == view }
            let files = FolderRows.File.readable(shards)
            guard !files.isEmpty else {
                throw Diagnostic(
                    .error, "the view '\(view)' of \(folder) would have to be read, but is in no format that is",
                    hint: FolderRows.readable(view))
            }
            for file in files {
                let split = shards.first { $0.path == file.path }?.split ?? "-"
                try FolderRows(folder: folder, file: file, manifest: manifest).forEach { row in
                    add(Self.values(row, view: view, split: split), 1)
                    return true
                }
            }
        }
    }

    private static func values(_ row: FolderRow, view: String, split: String) -> [RowCounting.Property: String] {
        let corpus = row.text("corpus") ?? "-"
        return [
            .view: view, .split: split, .corpus: corpus, .source: corpus + "/" + (row.text("split") ?? "-"),
            .label: label(row), .origin: row.text("origin") ?? OriginKind.published.name,
        ]
    }

    /// As the statistics name it.
    private static func label(_ row: FolderRow) -> String {
        guard let label = row.text("label") else { return row.text("scale") == nil ? "-" : "none" }
        guard row.text("scale") == LabelScale.nli.name, let number = Int(label) else { return label }
        return NLILabel(rawValue: number)?.name ?? label
    }
}
