internal import CurateReport

/// A part of an output folder that can be paged: a split of a view, what a stage rejected, a list to review.
struct FolderPart: Sendable, Hashable {
    enum Kind: Sendable, Hashable { case view, rejected, listed }

    var kind: Kind
    /// As in addresses: `data/pairs/train`, `rejected/guard`, `review/score`.
    var key: String
    var title: String
    var files: [FolderRows.File]
    /// nil: nobody counted them.
    var rows: Int?
    var bytes: Int
    /// False for a view that is written in no format that rows are read back from.
    var isReadable: Bool
    /// `parquet`, `jsonl.zst`.
    var format: String

    /// All parts of a folder, in the order of its manifest.
    static func all(_ manifest: Manifest) -> [FolderPart] {
        views(manifest) + rejected(manifest) + lists(manifest)
    }

    private static func views(_ manifest: Manifest) -> [FolderPart] {
        var parts: [FolderPart] = []
        for view in unique(manifest.shards.map(\.view)) where view != "vectors" {
            let shards = manifest.shards.filter { $0.view == view }
            let read = FolderRows.File.readable(shards).map(\.path)
            let formats = unique((read + shards.map(\.path)).map(Self.format))
            let best = formats[0]
            let chosen = shards.filter { Self.format(of: $0.path) == best }
            let splits = unique(chosen.map(\.split))
            if splits.count > 1 { parts.append(part(.view, "data/\(view)", view, chosen, best)) }
            for split in splits {
                let some = chosen.filter { $0.split == split }
                parts.append(part(.view, "data/\(view)/\(split)", "\(view) / \(split)", some, best))
            }
        }
        return parts
    }

    private static func rejected(_ manifest: Manifest) -> [FolderPart] {
        let all = manifest.rejected
        guard !all.isEmpty else { return [] }
        let whole = part(.rejected, "rejected", "everything rejected", all, "jsonl")
        return [whole] + all.map { part(.rejected, "rejected/\($0.split)", "rejected by \($0.split)", [$0], "jsonl") }
    }

    private static func lists(_ manifest: Manifest) -> [FolderPart] {
        manifest.files.filter { $0.path.hasPrefix("review/") && $0.path.hasSuffix(".jsonl") }.map { file in
            let name = String(file.path.dropFirst("review/".count).dropLast(".jsonl".count))
            return FolderPart(
                kind: .listed, key: "review/\(name)", title: "listed by \(name)",
                files: [.init(path: file.path, rows: nil)], rows: nil, bytes: file.bytes, isReadable: true,
                format: "jsonl")
        }
    }

    private static func part(
        _ kind: Kind, _ key: String, _ title: String, _ shards: [Manifest.Shard], _ format: String
    ) -> FolderPart {
        let files = shards.compactMap { FolderRows.File($0) }
        return FolderPart(
            kind: kind, key: key, title: title, files: files, rows: shards.reduce(0) { $0 + $1.rows },
            bytes: shards.reduce(0) { $0 + $1.bytes }, isReadable: files.count == shards.count, format: format)
    }

    /// `jsonl.zst` of `data/pairs/train-00000-of-00001.jsonl.zst`.
    private static func format(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return name.split(separator: ".", maxSplits: 1).dropFirst().joined()
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
