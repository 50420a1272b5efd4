internal import CurateCore

/// What each split holds, by source, label and origin.
struct ContentSection {
    private let statistics: RunStatistics

    init(_ statistics: RunStatistics) { self.statistics = statistics }

    var part: ReportPart? {
        guard !statistics.splits.isEmpty else { return nil }
        let series = statistics.splits.values.flatMap { $0.labels.values.flatMap { LabelSeries.all($0.keys) } }
        let keys = Set(series).sorted { ($0.isGraded ? 1 : 0, $0.label) < ($1.isGraded ? 1 : 0, $1.label) }
        let shown = keys.count <= 12 ? keys : []
        return ReportPart(
            "content", "Content", title: title,
            about: "Rows by source as published. Lengths are characters of a sentence.",
            Legend.html(shown.map { ($0.style, $0.name) }) + labels + lengths + tokens + origins)
    }

    private var title: String {
        let train = statistics.splits["train"]
        guard let train, train.rows > 0 else { return "No row to train on was written" }
        let same = train.classes["1"] ?? 0
        let share = Numbers.percent(Double(same) / Double(train.rows))
        return "\(Numbers.counted(train.rows, "training row")), of which \(share) say that both sentences mean the same"
    }

    private var labels: String {
        var table = PageTable(["split", "source", "labels", "#rows"])
        for (name, split) in Self.ordered(statistics.splits) {
            for (source, counts) in split.labels.sorted(by: { $0.key < $1.key }) {
                let total = counts.values.reduce(0, +)
                // By the source's own scale: a 1 of two classes is no low grade.
                let parts = LabelSeries.all(counts.keys).map { entry in
                    StackedBar.Part(count: counts[entry.label] ?? 0, style: entry.style, name: entry.name)
                }
                table.add([
                    name, Markup.escaped(source), StackedBar(total: total, parts: parts).svg, Numbers.grouped(total),
                ])
            }
        }
        return table.html
    }

    private var lengths: String {
        var table = PageTable([
            "split", "#rows", "#sentences", "#mean length", "#median", "#95th percentile", "#longest",
        ])
        for (name, split) in Self.ordered(statistics.splits) {
            let lengths = split.characters
            table.add(
                [name, Numbers.grouped(split.rows), Numbers.grouped(lengths.sentences), Numbers.fixed(lengths.mean)]
                    + [lengths.median, lengths.p95, lengths.longest].map(Numbers.grouped))
        }
        return "<h3>Lengths</h3>" + table.html
    }

    private var tokens: String {
        var table = PageTable(["view", "split", "#sequences", "#cut", "#tokens", "#unknown"])
        for entry in statistics.tokens ?? [] {
            let cut = "\(Numbers.grouped(entry.truncated)) (\(entry.cutShare)) at \(entry.maxLength)"
            table.add([
                entry.view, entry.split, Numbers.grouped(entry.sequences), cut, Numbers.grouped(entry.tokens),
                entry.unknownShare,
            ])
        }
        return table.isEmpty ? "" : "<h3>Tokens</h3>" + table.html
    }

    private var origins: String {
        var table = PageTable(["split", "how rows came to be", "#rows", "#share"])
        for (name, split) in Self.ordered(statistics.splits) {
            for (origin, rows) in (split.origins ?? [:]).sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
                let share = Numbers.percent(Double(rows) / Double(max(1, split.rows)))
                table.add([name, Markup.escaped(origin), Numbers.grouped(rows), share])
            }
        }
        return table.isEmpty ? "" : "<h3>Origins</h3>" + table.html
    }

    static func ordered<Value>(_ splits: [String: Value]) -> [(String, Value)] {
        ["train", "validation", "test"].compactMap { name in splits[name].map { (name, $0) } }
    }
}
