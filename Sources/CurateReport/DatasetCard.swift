public import CurateCore
internal import CurateFormats
public import CuratePlan

/// `README.md` of an output folder: front matter that loaders read, then what a person wants to know.
public struct DatasetCard: Sendable {
    private let outcome: RunOutcome
    private let statistics: RunStatistics
    private let corpora: [CorpusDeclaration]

    public init(_ outcome: RunOutcome, statistics: RunStatistics, corpora: [CorpusDeclaration]) {
        self.outcome = outcome
        self.statistics = statistics
        self.corpora = corpora
    }

    public var text: String {
        ([frontMatter, "# \(outcome.plan.name)", introduction, splitTable, sourceTable, stageTable] + teacherTable
            + tokenTable + [reproduction]).joined(separator: "\n\n") + "\n"
    }

    /// `configs:` lists a view's files by split, so that `datasets.load_dataset(FOLDER, VIEW)` finds them.
    private var frontMatter: String {
        var lines = ["---", "language: zh", "license: other", "task_categories:", "- sentence-similarity", "configs:"]
        for view in unique(outcome.shards.map(\.view)) {
            lines += ["- config_name: \(view)", "  data_files:"]
            for split in unique(outcome.shards.filter { $0.view == view }.map(\.split)) {
                let paths = outcome.shards.filter { $0.view == view && $0.split == split }.map(\.path)
                lines.append("  - split: \(split)")
                lines.append("    path:")
                lines += paths.filter { Self.ending($0) == Self.ending(paths[0]) }.map { "    - \($0)" }
            }
            let isTable =
                outcome.shards.first { $0.view == view }.map { Self.ending($0.path).hasPrefix(".tsv") } ?? false
            if isTable { lines += Self.tableReading(view) }
        }
        let features = features
        return (lines + (features.isEmpty ? [] : ["dataset_info:"] + features) + ["---"]).joined(separator: "\n")
    }

    /// The types of columns, which loaders would otherwise guess from the first rows they see.
    private var features: [String] {
        let text = ["id", "source", "target", "corpus", "split"].map { ($0, "string") }
        let (pairs, seq2seq) = (pairColumns + taughtColumns, text + taughtColumns)
        let tokens = ["token_ids", "segment_ids"]
        return features(of: "pairs", pairs) + features(of: "seq2seq", seq2seq)
            + features(
                of: "pairs" + PlannedOutput.withTokens, pairs,
                lists: ["sentence1_", "sentence2_"].flatMap { text in tokens.map { text + $0 } })
            + features(of: "seq2seq" + PlannedOutput.withTokens, seq2seq, lists: tokens)
    }

    private func features(
        of view: String, _ columns: [(String, String)], lists: [String] = []
    ) -> [String] {
        let rows = outcome.shards.filter { $0.view == view }
        guard let first = rows.first, Self.ending(first.path).hasPrefix(".jsonl") else { return [] }
        return ["- config_name: \(view)", "  features:"]
            + columns.flatMap { ["  - name: \($0.0)", "    dtype: \($0.1)"] }
            + lists.flatMap { ["  - name: \($0)", "    sequence: int32"] }
    }

    /// Columns that only a run with a teacher has, null in rows that it did not make.
    private var taughtColumns: [(String, String)] {
        var columns: [(String, String)] = []
        if statistics.splits.values.contains(where: { $0.origins != nil }) {
            columns += [
                ("origin", "string"), ("parent", "string"), ("teacher", "string"), ("teacher_identity", "string"),
                ("cosine", "float32"), ("seed", "string"),
            ]
            if made(.counterfactual) + made(.rewording) > 0 { columns.append(("edit", "string")) }
            if made(.weak) > 0 { columns.append(("overlap", "float32")) }
        }
        if statistics.stages.contains(where: { ($0.counts["scored"] ?? 0) > 0 }) {
            columns.append(("score", "float32"))
        }
        return columns
    }

    /// Rows of an origin.
    private func made(_ kind: OriginKind) -> Int {
        statistics.splits.values.reduce(0) { $0 + ($1.origins?[kind.name] ?? 0) }
    }

    private var pairColumns: [(String, String)] {
        let labels = statistics.splits.values.flatMap { $0.labels.values.flatMap(\.keys) }
        let number = labels.contains { $0.contains(".") } ? "float32" : "int64"
        return [
            ("id", "string"), ("sentence1", "string"), ("sentence2", "string"), ("label", number),
            ("scale", "string"), ("class", "int64"), ("corpus", "string"), ("split", "string"), ("copies", "int64"),
        ]
    }

    /// How pandas, which reads the tables, must be told that they have neither header nor quotes.
    private static func tableReading(_ view: String) -> [String] {
        let names = ViewCatalog.tableColumns(view: view).joined(separator: ", ")
        return [
            "  sep: \"\\t\"", "  header: null", "  names: [\(names)]", "  quoting: 3", "  keep_default_na: false",
        ]
    }

    private static func ending(_ path: String) -> Substring {
        let name = path.split(separator: "/").last ?? ""
        return name.drop { $0 != "." }
    }

    private var introduction: String {
        """
        Sentence pairs for supervised fine-tuning of sentence encoders, made by `curate run`. Every record that was \
        dropped is in `rejected/`, with the stage, the rule and its place in the input; all counts are in \
        `stats.json`; checksums are in `manifest.json`.
        """
    }

    private var splitTable: String {
        var lines = [
            "## Splits", "", "| split | rows | by class (0/1 pairs, 2/3/4 NLI) | mean characters |",
            "|---|---|---|---|",
        ]
        for split in Split.allCases {
            guard let counts = statistics.splits[split.hubName] else { continue }
            let classes = counts.classes.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            lines.append(
                "| \(split.hubName) | \(counts.rows) | \(classes.joined(separator: ", ")) | \(counts.characters.mean) |"
            )
        }
        return lines.joined(separator: "\n")
    }

    private var sourceTable: String {
        var lines = [
            "## Sources", "", "| corpus | split | held out | rows | unreadable | licence as stated | home |",
            "|---|---|---|---|---|---|---|",
        ]
        for source in statistics.sources {
            let corpus = corpora.first { $0.name == source.corpus }
            lines.append(
                "| \(source.corpus) | \(source.split) | \(source.heldOut ? "yes" : "no") | \(source.rows) "
                    + "| \(source.rejected.values.reduce(0, +)) | \(Self.cell(corpus?.licence)) "
                    + "| \(Self.cell(corpus?.home)) |")
        }
        return (lines + ["", strictest]).joined(separator: "\n")
    }

    private var strictest: String {
        let order = ["open", "unclear", "application", "research-only", "noncommercial"]
        let classes = corpora.map(\.licenceClass).sorted {
            (order.firstIndex(of: $0) ?? 0) < (order.firstIndex(of: $1) ?? 0)
        }
        return "Strictest class of licence among the sources: \(classes.last ?? "none stated"). The licences of the"
            + " sources go on to hold for this folder."
    }

    private var stageTable: String {
        var lines = ["## What was done", "", "| stage | in | rejected | made | out |", "|---|---|---|---|---|"]
        for stage in statistics.stages {
            let reasons = stage.rejected.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            lines.append(
                "| \(stage.name) | \(stage.entered) | \(reasons.isEmpty ? "0" : reasons.joined(separator: ", ")) "
                    + "| \(stage.generated) | \(stage.left) |")
        }
        return lines.joined(separator: "\n")
    }

    /// What made rows of its own: its terms may bind those who train on them.
    private var teacherTable: [String] {
        guard !outcome.plan.teachers.isEmpty else { return [] }
        let lines = outcome.plan.teachers.map {
            "| \($0.spec.name) | \($0.spec.kind) | `\(Self.cell($0.identity))` |"
        }
        let rows = [OriginKind.paraphrase, .changedFact, .mined].reduce(0) { $0 + made($1) }
        return [
            (["## Teachers", "", "| teacher | kind | identity |", "|---|---|---|"] + lines
                + ["", "\(rows) rows were made by a teacher; they carry `origin`, `parent`, `cosine` and `seed`."])
                .joined(separator: "\n")
        ]
    }

    /// What a trainer must know of ids: the vocabulary they are of, and what was lost in making them.
    private var tokenTable: [String] {
        guard let tokens = statistics.tokens else { return [] }
        let lines = tokens.map {
            "| \($0.view) | \($0.split) | \($0.sequences) | \($0.maxLength) | \($0.truncated) "
                + "(\($0.cutShare)) "
                + "| \($0.unknownShare) |"
        }
        let identities = Set(outcome.plan.outputs.compactMap { $0.tokens?.identity }).sorted()
        return [
            ([
                "## Tokens", "", "| view | split | sequences | ids at most | cut | unknown tokens |",
                "|---|---|---|---|---|---|",
            ] + lines + ["", "Vocabulary: " + identities.map { "`\($0)`" }.joined(separator: ", ") + "."])
            .joined(separator: "\n")
        ]
    }

    private var reproduction: String {
        """
        ## How to make it again

        Seed \(outcome.plan.seed), fingerprint `\(outcome.fingerprint)`. The same inputs (SHA-256 in `manifest.json`), \
        pipeline and program version give the same bytes.
        """
    }

    private static func cell(_ text: String?) -> String {
        (text ?? "").split(separator: "|").joined(separator: "/").split(separator: "\n").joined(separator: " ")
    }

    private func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
