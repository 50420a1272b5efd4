internal import CurateCore
internal import CuratePlan

/// The pipeline as it ran, and the files that it wrote.
struct PipelineSection {
    private let manifest: Manifest

    init(_ manifest: Manifest) { self.manifest = manifest }

    var part: ReportPart? {
        let lines = manifest.pipeline.map { entry in
            let options = entry.options.values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.yaml)" }
            return options.isEmpty ? "- \(entry.kind)" : "- \(entry.kind): {\(options.joined(separator: ", "))}"
        }
        return ReportPart(
            "pipeline", "Pipeline", title: "The pipeline as it ran, with every option",
            about: "Seed \(manifest.seed).",
            "<pre tabindex=\"0\">\(lines.map(Markup.escaped).joined(separator: "\n"))</pre>" + teachers + shards)
    }

    private var teachers: String {
        guard let teachers = manifest.teachers else { return "" }
        var table = PageTable(["teacher", "kind", "identity"])
        for teacher in teachers {
            table.add([
                Markup.escaped(teacher.name), Markup.escaped(teacher.kind),
                "<code>\(Markup.escaped(teacher.identity))</code>",
            ])
        }
        return "<h3>Teachers</h3>" + table.html
    }

    private var shards: String {
        var table = PageTable(["view", "split", "#files", "#rows", "#bytes", "#before compression"])
        let groups = Dictionary(grouping: manifest.shards) { [$0.view, $0.split] }
        for (names, files) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let sums =
                [files.count]
                + [\Manifest.Shard.rows, \.bytes, \.rawBytes].map { path in
                    files.reduce(0) { $0 + $1[keyPath: path] }
                }
            table.add(names.map(Markup.escaped) + sums.map(Numbers.grouped))
        }
        return table.isEmpty ? "" : "<h3>Shards</h3>" + table.html
    }
}
