internal import CurateCore

/// Which training source met which held-out source, as the stage `guard` counted.
struct LeakSection {
    private let statistics: RunStatistics

    init(_ statistics: RunStatistics) { self.statistics = statistics }

    var part: ReportPart? {
        guard statistics.sources.contains(where: \.heldOut), !guards.isEmpty else { return nil }
        let cells = cells
        return ReportPart(
            "leaks", "Leaks", title: title(cells),
            about:
                "Records of a training source (row) that met a held-out source (column) as a pair, in one sentence, or "
                + "nearly. Each was rejected where the stage <code>guard</code> rejects at that level.",
            cells.isEmpty ? "" : table(cells))
    }

    private var guards: [RunStatistics.Stage] { statistics.stages.filter { $0.name.hasPrefix("guard") } }

    private struct Cell: Hashable {
        var from: String
        var to: String
    }

    private var cells: [Cell: [String: Int]] {
        let names = statistics.sources.map { "\($0.corpus)/\($0.split)" }.sorted { $0.count > $1.count }
        var cells: [Cell: [String: Int]] = [:]
        for stage in guards {
            for (counter, count) in stage.counts where counter.hasPrefix("leak/") {
                let rest = counter.dropFirst("leak/".count)
                guard let from = names.first(where: { rest.hasPrefix($0 + "/") }) else { continue }
                let tail = rest.dropFirst(from.count + 1)
                guard let to = names.first(where: { tail.hasPrefix($0 + "/") }) else { continue }
                let level = String(tail.dropFirst(to.count + 1))
                cells[Cell(from: from, to: to), default: [:]][level, default: 0] += count
            }
        }
        return cells
    }

    private func title(_ cells: [Cell: [String: Int]]) -> String {
        let worst = cells.max { left, right in
            let (a, b) = (left.value.values.reduce(0, +), right.value.values.reduce(0, +))
            return a == b ? (left.key.from, left.key.to) > (right.key.from, right.key.to) : a < b
        }
        guard let worst else { return "No training record met a held-out one" }
        let total = worst.value.values.reduce(0, +)
        return "\(Numbers.counted(total, "record")) of \(worst.key.from) met \(worst.key.to), the worst leak"
    }

    private func table(_ cells: [Cell: [String: Int]]) -> String {
        let rows = Set(cells.keys.map(\.from)).sorted()
        let columns = Set(cells.keys.map(\.to)).sorted()
        let most = Double(max(1, cells.values.map { $0.values.reduce(0, +) }.max() ?? 1))
        let head = columns.map { "<th scope=\"col\" class=\"n\">\(Markup.escaped($0))</th>" }.joined()
        let body = rows.map { from in
            let row = columns.map { to -> String in
                guard let levels = cells[Cell(from: from, to: to)] else { return "<td class=\"soft\">·</td>" }
                let total = levels.values.reduce(0, +)
                let strength = Int((8 + 62 * Double(total) / most).rounded())
                let parts = ["pair", "sentence", "near"].compactMap { level in
                    levels[level].map { "\(level) \(Numbers.grouped($0))" }
                }
                return "<td class=\"h\" style=\"--v:\(strength)%\"><b>\(Numbers.grouped(total))</b><br>"
                    + "<span class=\"soft\">\(parts.joined(separator: ", "))</span></td>"
            }
            return "<tr><th scope=\"row\">\(Markup.escaped(from))</th>\(row.joined())</tr>"
        }
        return
            "<div class=\"scroll\" tabindex=\"0\"><table class=\"heat\"><thead><tr><td></td>\(head)</tr></thead><tbody>"
            + body.joined(separator: "\n") + "</tbody></table></div>"
    }
}
