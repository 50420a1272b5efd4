internal import CurateCore
internal import CuratePlan

/// What the teacher thinks of the labels.
struct CosineSection {
    private let groups: ProfileGroups
    private let manifest: Manifest

    init(_ statistics: RunStatistics, _ manifest: Manifest) {
        groups = ProfileGroups(statistics)
        self.manifest = manifest
    }

    var part: ReportPart? {
        let charts = groups.sources.compactMap(chart)
        guard !charts.isEmpty else { return nil }
        return ReportPart(
            "cosine", "Cosine", title: title,
            about:
                "Cosine of the two sentences under the teacher, training pairs by label. Beyond the dashed lines the "
                + "stage <code>score</code> doubts the label.",
            Legend.html(groups.allLabels.map { ($0.style, $0.name) })
                + "<div class=\"charts\">\(charts.joined(separator: "\n"))</div>")
    }

    private var title: String {
        guard let same = PairProfile.median(groups.sum(nil, "1").cosine),
            let other = PairProfile.median(groups.sum(nil, "0").cosine)
        else { return "How near the teacher finds the sentences of a pair" }
        let verb = same - other > 0.1 ? "tells the labels apart" : "hardly tells the labels apart"
        return "The teacher \(verb): median cosine \(Coordinate.text(same)) for the same, \(Coordinate.text(other)) for"
            + " different"
    }

    private func chart(_ source: String) -> String? {
        let series = groups.labels(source).compactMap { entry -> Histogram.Series? in
            let classes = groups.sum(source, entry.label).cosine
            return classes.isEmpty ? nil : .init(name: entry.name, style: entry.style, classes: classes)
        }
        guard !series.isEmpty else { return nil }
        let chart = Histogram(
            series: series, unit: "cosine", about: "Pairs of \(source) by the teacher's cosine", thresholds: thresholds)
        return "<figure><figcaption><b>\(Markup.escaped(source))</b></figcaption>\(chart.svg)</figure>"
    }

    private var thresholds: [Histogram.Threshold] {
        guard let score = manifest.pipeline.last(where: { $0.kind == "score" }), score.options.has("doubt") else {
            return []
        }
        let doubt = score.options.interval("doubt")
        return [
            .init(place: max(0, doubt.lowerBound), name: "doubts 1 below"),
            .init(place: min(1, doubt.upperBound), name: "doubts 0 above"),
        ]
    }
}
