internal import CurateCore

/// What a model could learn in place of meaning: shared characters, negation, numbers.
struct ShortcutSection {
    private let groups: ProfileGroups

    init(_ statistics: RunStatistics) { groups = ProfileGroups(statistics) }

    var part: ReportPart? {
        guard !groups.isEmpty else { return nil }
        let charts = groups.sources.map { source -> String in
            let labels = groups.labels(source)
            let series = labels.map { entry in
                Histogram.Series(name: entry.name, style: entry.style, classes: groups.sum(source, entry.label).overlap)
            }
            let medians = labels.compactMap { entry in
                PairProfile.median(groups.sum(source, entry.label).overlap).map {
                    "\(entry.name) \(Coordinate.text($0))"
                }
            }.joined(separator: ", ")
            let chart = Histogram(
                series: series, unit: "share of characters in both sentences",
                about: "Pairs of \(source) by shared characters; medians: \(medians)")
            return
                "<figure><figcaption><b>\(Markup.escaped(source))</b>, medians: \(Markup.escaped(medians))</figcaption>"
                + chart.svg + "</figure>"
        }
        let legend = Legend.html(groups.allLabels.map { ($0.style, $0.name) })
        return ReportPart(
            "shortcuts", "Shortcuts", title: title,
            about:
                "Share of each label's training pairs by how many characters both sentences have (Jaccard similarity "
                + "of their sets of characters). Outlines that lie apart can be told apart without reading.",
            legend + "<div class=\"charts\">\(charts.joined(separator: "\n"))</div>" + facts)
    }

    private var title: String {
        let (same, different) = (groups.sum(nil, "1").overlap, groups.sum(nil, "0").overlap)
        guard let first = PairProfile.median(same), let second = PairProfile.median(different) else {
            return "How much of their wording the sentences of a pair share"
        }
        if first - second > 0.05 {
            return "Pairs that mean the same share more characters (median \(Coordinate.text(first))) than others"
                + " (\(Coordinate.text(second))): a shortcut for a model"
        }
        return "Shared characters hardly tell the labels apart: medians \(Coordinate.text(first)) for the same,"
            + " \(Coordinate.text(second)) for different"
    }

    private var facts: String {
        var table = PageTable(["source", "label", "#pairs", "#numbers differ", "#negation differs"])
        for source in groups.sources {
            for entry in groups.labels(source) {
                let profile = groups.sum(source, entry.label)
                func share(_ count: Int) -> String {
                    "\(Numbers.grouped(count)) (\(Numbers.percent(Double(count) / Double(max(1, profile.rows)))))"
                }
                table.add([
                    Markup.escaped(source), Markup.escaped(entry.name), Numbers.grouped(profile.rows),
                    share(profile.numbers), share(profile.negations),
                ])
            }
        }
        return "<h3>Numbers and negation</h3>" + table.html
    }
}

/// Profiles of the training split, added up as a chart needs them.
struct ProfileGroups {
    private let profiles: [RunStatistics.Profile]

    init(_ statistics: RunStatistics) { profiles = statistics.splits["train"]?.profiles ?? [] }

    var isEmpty: Bool { profiles.isEmpty }
    var sources: [String] { Set(profiles.map(\.source)).sorted() }
    var allLabels: [LabelSeries] {
        sources.flatMap(labels).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    func labels(_ source: String) -> [LabelSeries] {
        LabelSeries.all(profiles.filter { $0.source == source }.map(\.label))
    }

    /// - Parameter source: nil: all.
    func sum(_ source: String?, _ label: String, origin: String? = nil) -> PairProfile {
        var sum = PairProfile()
        for profile in profiles
        where (source == nil || profile.source == source) && profile.label == label
            && (origin == nil || profile.origin == origin)
        {
            var other = PairProfile()
            (other.rows, other.overlap, other.cosine) = (profile.rows, profile.overlap, profile.cosine)
            (other.numbers, other.negations) = (profile.numbersDiffer, profile.negationDiffers)
            sum.add(other)
        }
        return sum
    }
}
