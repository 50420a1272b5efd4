internal import CurateCore

/// What is wrong with the held-out sets themselves, as the stage `guard` counted: a score on them tells less.
struct HeldOutSection {
    private let statistics: RunStatistics
    private let counts: [String: Int]
    /// Of the held-out sources; one may begin as another does.
    private let names: [String]

    init(_ statistics: RunStatistics) {
        self.statistics = statistics
        names = statistics.sources.filter(\.heldOut).map { "\($0.corpus)/\($0.split)" }.sorted { $0.count > $1.count }
        // Every guard of a pipeline sees the same held-out sets.
        counts = statistics.stages.filter { $0.name.hasPrefix("guard") }.reduce(into: [:]) { all, stage in
            all.merge(stage.counts) { max($0, $1) }
        }
    }

    var part: ReportPart? {
        let (shared, defects) = (shared, defects)
        guard !shared.isEmpty || !defects.isEmpty else { return nil }
        return ReportPart(
            "evaluation", "Evaluation", title: title(shared, defects),
            about:
                "Held-out sets are written as they are. Sentences count as equal where their keys are: width, case and "
                + "punctuation do not matter. A record of the same sentence twice asks nothing of a model; what two "
                + "sets have in common is measured twice, and a model chosen by the one has seen part of the other.",
            table(defects) + table(shared))
    }

    // MARK: Common to two sets

    private struct Shared {
        var first: String
        var second: String
        var pairs = 0
        var sentences = 0
    }

    /// The most first.
    private var shared: [Shared] {
        var found: [[String]: Shared] = [:]
        for (counter, count) in counts where counter.hasPrefix("shared/") {
            guard let (first, rest) = named(counter.dropFirst("shared/".count)), let (second, level) = named(rest)
            else { continue }
            var entry = found[[first, second]] ?? Shared(first: first, second: second)
            if level == "pair" { entry.pairs += count } else { entry.sentences += count }
            found[[first, second]] = entry
        }
        return found.values.sorted { ($1.sentences, $1.pairs, $0.first) < ($0.sentences, $0.pairs, $1.first) }
    }

    /// A source's name at the beginning of a counter, and what follows the slash.
    private func named(_ text: Substring) -> (name: String, rest: Substring)? {
        guard let name = names.first(where: { text.hasPrefix($0 + "/") }) else { return nil }
        return (name, text.dropFirst(name.count + 1))
    }

    private func table(_ shared: [Shared]) -> String {
        var table = PageTable(["held-out source", "and", "#pairs in both", "#sentences in both"])
        for entry in shared {
            table.add([
                Markup.escaped(entry.first), Markup.escaped(entry.second), Numbers.grouped(entry.pairs),
                Numbers.grouped(entry.sentences),
            ])
        }
        return table.isEmpty ? "" : "<h3>What two sets have in common</h3>" + table.html
    }

    // MARK: Records that measure nothing

    private struct Defects {
        var source: String
        var rows: Int
        var same: Int
        var different: Int
        var placeholders: Int
    }

    private var defects: [Defects] {
        statistics.sources.filter(\.heldOut).map { source in
            let name = "\(source.corpus)/\(source.split)"
            func count(_ defect: String) -> Int { counts["held_out/\(name)/\(defect)"] ?? 0 }
            return Defects(
                source: name, rows: source.records, same: count("identical_same"),
                different: count("identical_different"), placeholders: count("placeholder"))
        }.filter { $0.same + $0.different + $0.placeholders > 0 }
    }

    private func table(_ defects: [Defects]) -> String {
        var table = PageTable([
            "held-out source", "#records", "#one sentence twice, labelled the same", "#labelled different",
            "#placeholder instead of a sentence",
        ])
        for entry in defects {
            table.add(
                [Markup.escaped(entry.source), Numbers.grouped(entry.rows)]
                    + [entry.same, entry.different, entry.placeholders].map { count in
                        count == 0
                            ? "" : "\(Numbers.grouped(count)) (\(Numbers.percent(Double(count) / Double(entry.rows))))"
                    })
        }
        return table.isEmpty ? "" : "<h3>Records that measure nothing</h3>" + table.html
    }

    private func title(_ shared: [Shared], _ defects: [Defects]) -> String {
        var parts: [String] = []
        if let most = shared.first {
            parts.append(
                "\(most.first) and \(most.second) share \(Numbers.counted(most.sentences, "sentence"))"
                    + " and \(Numbers.counted(most.pairs, "pair"))")
        }
        let worst = defects.max { left, right in
            left.same == right.same ? left.source > right.source : left.same < right.same
        }
        if let worst, worst.same > 0 {
            parts.append(
                "\(Numbers.counted(worst.same, "positive")) of \(worst.source) \(worst.same == 1 ? "is" : "are")"
                    + " one sentence twice")
        }
        return parts.isEmpty ? "Held-out records that measure nothing" : parts.joined(separator: "; ")
    }
}
