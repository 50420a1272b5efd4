internal import CurateFormats
internal import CurateReport

/// `README.md` of an exported folder: front matter by which `datasets.load_dataset(FOLDER, NAME)` finds its files.
struct ExportCard {
    private let manifest: Manifest
    private let name: String

    init(_ manifest: Manifest, name: String) { (self.manifest, self.name) = (manifest, name) }

    var text: String {
        let export = manifest.export
        let layout = export?.layout.map { ", laid out for `\($0)`" } ?? ""
        return """
            \(frontMatter)

            # \(manifest.name): \(name)

            The view `\(export?.view ?? name)` as \(export?.format ?? "shards")\(layout), written by `curate export` of the \
            folder with the fingerprint `\(export?.fingerprint ?? "")`. Checksums are in `manifest.json`; \
            `stats.json` is of the run that made the records.

            """
    }

    private var frontMatter: String {
        // Its index, not the card, tells a reader of MDS what there is.
        guard manifest.export?.format != ExportRequest.mds else { return "---\nlanguage: zh\nlicense: other\n---" }
        var lines = ["---", "language: zh", "license: other", "configs:", "- config_name: \(name)", "  data_files:"]
        var splits: [String] = []
        for shard in manifest.shards where !splits.contains(shard.split) { splits.append(shard.split) }
        for split in splits {
            lines += ["  - split: \(split)", "    path:"]
            lines += manifest.shards.filter { $0.split == split }.map { "    - \($0.path)" }
        }
        if manifest.export?.format.hasPrefix("tsv") ?? false {
            let names = ViewCatalog.tableColumns(view: name).joined(separator: ", ")
            lines += [
                "  sep: \"\\t\"", "  header: null", "  names: [\(names)]", "  quoting: 3", "  keep_default_na: false",
            ]
        }
        return (lines + ["---"]).joined(separator: "\n")
    }
}
