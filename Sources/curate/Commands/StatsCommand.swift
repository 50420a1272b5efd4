import ArgumentParser
import CurateCore
import CurateReport
import Foundation

/// `curate stats`: what a finished folder holds and how it came to be.
struct StatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Tell a folder's statistics: splits, labels, lengths, what every stage did and took, shards.",
        discussion: """
            curate stats out/lcqmc --by corpus,label
            curate stats out/lcqmc --by split,origin,label --json

            --by counts rows by some of corpus, source (corpus and split as published), split (as written), label, \
            origin and view. Corpus, source, split and label are in the statistics, as are split and origin, and view \
            and split in the manifest; for other combinations the shards are read.
            """)

    @Argument(help: "An output folder.", completion: .directory)
    var folder: String

    @Flag(help: "Print the statistics as JSON: those of stats.json, the shards, and what the run took.")
    var json = false

    @Option(help: "Write the report into this file: what report.html in the folder holds.", completion: .file())
    var html: String?

    @Option(
        help: "Count rows by these, with commas between: corpus, source, split, label, origin, view.")
    var by: String?

    func validate() throws {
        if by != nil && html != nil { throw ValidationError("--by and --html exclude each other.") }
        _ = try properties
    }

    private var properties: [RowCounting.Property]? {
        get throws {
            guard let by else { return nil }
            let names = by.split(separator: ",", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            let known = RowCounting.Property.allCases.map(\.rawValue)
            let properties = try names.map { name in
                guard let property = RowCounting.Property(rawValue: name) else {
                    throw ValidationError(
                        "--by: nothing is called '\(name)'; there are \(known.joined(separator: ", ")).")
                }
                return property
            }
            guard Set(properties).count == properties.count else {
                throw ValidationError("--by names a property twice.")
            }
            return properties
        }
    }

    func run() throws {
        try ExitCodes.report {
            let manifest = try FinishedFolder.manifest(of: folder)
            let statistics = try FinishedFolder.statistics(of: folder)
            if let html {
                let page = ReportPage(
                    statistics, manifest: manifest, examples: try ReportExamples(folder, manifest))
                try page.write(html)
            } else if let properties = try properties {
                try count(properties, manifest, statistics)
            } else {
                let timings = FinishedFolder.timings(of: folder, manifest)
                Terminal.say(
                    json
                        ? try JSONText.of(StatisticsReport(statistics, manifest: manifest, timings: timings))
                        : StatisticsText(statistics, manifest: manifest, timings: timings).text)
            }
        }
    }

    private func count(
        _ properties: [RowCounting.Property], _ manifest: Manifest, _ statistics: RunStatistics
    ) throws {
        let counting = try RowCounting(properties, folder: folder, manifest: manifest, statistics: statistics)
        Terminal.say(json ? try JSONText.of(counting) : CountTable(counting).text)
        if !json { Terminal.complain("Counted from the \(counting.basis.rawValue).") }
    }
}
