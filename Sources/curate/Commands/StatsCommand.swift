import ArgumentParser
import CurateReport

/// `curate stats`: what a finished folder holds and how it came to be.
struct StatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Tell a folder's statistics: splits, labels, lengths, what every stage did, shards.")

    @Argument(help: "An output folder.", completion: .directory)
    var folder: String

    @Flag(help: "Print the statistics as JSON, as in stats.json.")
    var json = false

    @Option(help: "Write the report into this file: what report.html in the folder holds.", completion: .file())
    var html: String?

    func run() throws {
        try ExitCodes.report {
            let manifest = try FinishedFolder.manifest(of: folder)
            let statistics = try FinishedFolder.statistics(of: folder)
            if let html {
                let page = ReportPage(
                    statistics, manifest: manifest, examples: try ReportExamples(folder, manifest))
                try page.write(html)
                return
            }
            Terminal.say(json ? try JSONText.of(statistics) : StatisticsText(statistics, manifest: manifest).text)
        }
    }
}
