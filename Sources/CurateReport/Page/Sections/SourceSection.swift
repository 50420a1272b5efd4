internal import CurateCore

/// Where the records come from, under which terms, and what is known to be wrong with them.
struct SourceSection {
    private let statistics: RunStatistics
    private let manifest: Manifest

    init(_ statistics: RunStatistics, _ manifest: Manifest) {
        self.statistics = statistics
        self.manifest = manifest
    }

    var part: ReportPart? {
        var table = PageTable(["source", "used", "#rows", "#unreadable", "licence as stated", "home"])
        for source in statistics.sources {
            let corpus = manifest.corpora.first { $0.name == source.corpus }
            table.add([
                Markup.escaped("\(source.corpus)/\(source.split)"), source.heldOut ? "held out" : "trained on",
                Numbers.grouped(source.rows), Numbers.grouped(source.rejected.values.reduce(0, +)),
                Markup.escaped(corpus?.licence ?? "not stated"), Markup.escaped(corpus?.home ?? ""),
            ])
        }
        let count = Set(statistics.sources.map(\.corpus)).count
        return ReportPart(
            "sources", "Sources", title: "\(Numbers.counted(count, "corpus", "corpora")), each under its own terms",
            about: "The licences of the sources go on to hold for what was made of them.", table.html + defects)
    }

    private var defects: String {
        let known = manifest.corpora.filter { !$0.defects.isEmpty }
        guard !known.isEmpty else { return "" }
        let lists = known.map { corpus in
            "<h3>\(Markup.escaped(corpus.name)), known defects as published</h3><ul>"
                + corpus.defects.map { "<li>\(Markup.escaped($0))</li>" }.joined() + "</ul>"
        }
        return lists.joined(separator: "\n")
    }
}
