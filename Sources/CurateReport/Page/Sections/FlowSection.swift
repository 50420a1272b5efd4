internal import CurateCore

/// What entered and left every stage.
struct FlowSection {
    private let statistics: RunStatistics

    init(_ statistics: RunStatistics) { self.statistics = statistics }

    var part: ReportPart? {
        let most = max(statistics.sources.reduce(0) { $0 + $1.rows }, statistics.stages.map(full).max() ?? 0)
        guard most > 0 else { return nil }
        let rows = [reading(most)] + statistics.stages.map { row($0, most) }
        let legend = Legend.html([("kept", "kept"), ("lost", "rejected"), ("made", "made here")])
        return ReportPart(
            "flow", "Stages", title: title,
            about:
                "Every stage from first to last, with the records that it saw: most stages let held-out ones pass unseen. "
                + "Nothing leaves without a line in <code>rejected/</code>.",
            legend + "<div class=\"flow\">\(rows.joined(separator: "\n"))</div>")
    }

    private func full(_ stage: RunStatistics.Stage) -> Int { stage.entered + stage.generated }

    private var title: String {
        let worst = statistics.stages.max { lost($0) < lost($1) }
        guard let worst, lost(worst) > 0 else { return "No stage rejected anything" }
        let rule = worst.rejected.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
        return "\(worst.name) rejected most: \(Numbers.counted(lost(worst), "record")), most of them for \(rule)"
    }

    private func lost(_ stage: RunStatistics.Stage) -> Int { stage.rejected.values.reduce(0, +) }

    private func reading(_ most: Int) -> String {
        let unreadable = statistics.sources.reduce(into: [:]) { $0.merge($1.rejected, uniquingKeysWith: +) }
        return line(
            "read", records: statistics.balance.records, unreadable, made: 0, most, left: statistics.balance.records)
    }

    private func row(_ stage: RunStatistics.Stage, _ most: Int) -> String {
        line(
            stage.name, records: stage.entered - lost(stage), stage.rejected, made: stage.generated, most,
            left: stage.left)
    }

    private func line(
        _ name: String, records: Int, _ rejected: [String: Int], made: Int, _ most: Int, left: Int
    ) -> String {
        let bar = StackedBar(
            total: most,
            parts: [
                .init(count: records, style: "kept", name: "kept"),
                .init(count: made, style: "made", name: "made"),
                .init(count: rejected.values.reduce(0, +), style: "lost", name: "rejected"),
            ])
        let reasons = rejected.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            "\(Markup.escaped($0.key)) \(Numbers.grouped($0.value))"
        }
        let why =
            (reasons.isEmpty ? [] : ["rejected: " + reasons.joined(separator: ", ")])
            + (made > 0 ? ["made \(Numbers.grouped(made))"] : [])
        let below = why.isEmpty ? "" : "<div class=\"why\">\(why.joined(separator: "; "))</div>"
        return "<div class=\"name\">\(Markup.escaped(name))</div><div>\(bar.svg)</div>"
            + "<div class=\"n\">\(Numbers.grouped(left))</div>\(below)"
    }
}
