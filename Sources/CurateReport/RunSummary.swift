internal import CurateCore
public import CuratePlan
import Foundation

/// What a person sees when a run ends.
public struct RunSummary: Sendable {
    private let outcome: RunOutcome
    private let statistics: RunStatistics
    private let folder: String
    private let seconds: Double

    public init(_ outcome: RunOutcome, folder: String, seconds: Double) {
        self.outcome = outcome
        statistics = RunStatistics(outcome)
        self.folder = folder
        self.seconds = seconds
    }

    public var text: String {
        var lines = reading + [""] + passage + [""]
        lines += outcome.shards.isEmpty ? ["No shard was written: no record was left."] : shards
        lines += extras
        lines.append(balance)
        return (lines + [""] + next).joined(separator: "\n")
    }

    /// Where to look.
    private var next: [String] {
        var table = TextTable(["<", "<"])
        table.add(["\(folder)/report.html", "all of this as charts, with examples"])
        table.add(["curate show \(folder)", "rows; --rejected: what was dropped, and why"])
        table.add(["curate explain \(folder) ID", "what became of a record"])
        table.add(["curate stats \(folder)", "counts, times, memory, shards"])
        return ["Where to look next:"] + table.lines.dropFirst().map { "  " + $0 }
    }

    private var reading: [String] {
        statistics.sources.map { source in
            let unreadable = source.rejected.values.reduce(0, +)
            let note = unreadable == 0 ? "" : ", \(unreadable) rejected (\(Self.reasons(source.rejected)))"
            let role = source.heldOut ? "held out" : "train"
            return "read  \(source.corpus)/\(source.split) (\(role)): \(source.rows) rows\(note)"
        }
    }

    private var passage: [String] {
        let width = statistics.stages.map(\.name.count).max() ?? 0
        return statistics.stages.flatMap { stage in
            let name = stage.name + String(repeating: " ", count: width - stage.name.count)
            let reasons = stage.rejected.isEmpty ? "" : "  rejected \(Self.reasons(stage.rejected))"
            let made = stage.generated > 0 ? "  made \(stage.generated)" : ""
            let line = "\(name)  \(stage.entered) in\(share(stage)), \(stage.left) out\(reasons)\(made)"
            // Counts by group are for stats.json.
            let counts = stage.counts.filter { !$0.key.contains("/") && $0.value > 0 }
            let indent = String(repeating: " ", count: width + 2)
            return counts.isEmpty ? [line] : [line, "\(indent)counted \(Self.reasons(counts))"]
        }
    }

    /// Held-out records are named where a stage sees them: most stages let them pass.
    private func share(_ stage: RunStatistics.Stage) -> String {
        let heldOut = statistics.sources.filter(\.heldOut)
            .reduce(0) { $0 + (stage.bySource["\($1.corpus)/\($1.split)"]?.entered ?? 0) }
        return heldOut == 0 ? "" : " (\(heldOut) held out)"
    }

    private var shards: [String] {
        var lines: [String] = []
        for view in Self.unique(outcome.shards.map(\.view)) {
            for split in Self.unique(outcome.shards.filter { $0.view == view }.map(\.split)) {
                let files = outcome.shards.filter { $0.view == view && $0.split == split }
                let rows = files.reduce(0) { $0 + $1.rows }
                let bytes = files.reduce(0) { $0 + $1.bytes }
                let first = files[0].path.replacingOccurrences(of: "-00000-of", with: "-*-of")
                lines.append(
                    "wrote \(view)/\(split): \(rows) rows in \(files.count) shard\(files.count == 1 ? "" : "s"), \(Self.size(bytes))"
                        + "  \(folder)/\(first)")
                let tokens = statistics.tokens?.first { $0.view == view && $0.split == split }
                lines += tokens.map { ["      \($0.text)"] } ?? []
            }
        }
        return lines
    }

    private var extras: [String] {
        let reviews = outcome.extras.filter { $0.view == ShardInfo.review }.map {
            "listed \($0.rows) records for you to look at in \(folder)/\($0.path)"
        }
        let vectors = outcome.extras.filter { $0.view == ShardInfo.vectors }
        var bytes: [String: Int] = [:]
        for file in vectors {
            let place = file.path.split(separator: "/").dropLast().joined(separator: "/")
            bytes[place, default: 0] += file.bytes
        }
        return reviews
            + bytes.sorted { $0.key < $1.key }.map { place, bytes in
                "wrote sentence vectors, \(Self.size(bytes))  \(folder)/\(place)/"
            }
    }

    private static func size(_ bytes: Int) -> String {
        bytes < 1_000_000
            ? String(format: "%.1f kB", Double(bytes) / 1e3) : String(format: "%.1f MB", Double(bytes) / 1e6)
    }

    private var balance: String {
        let sums = statistics.balance
        let made = sums.generated > 0 ? " + \(sums.generated) made" : ""
        let withheld = sums.withheld > 0 ? " + \(sums.withheld) held out and not written" : ""
        let rows = statistics.sources.reduce(0) { $0 + $1.rows }
        let unreadable = statistics.sources.reduce(0) { $0 + $1.rejected.values.reduce(0, +) }
        return
            "\(rows) rows read, \(unreadable) of them rejected; \(sums.records) records\(made) = \(sums.written) written + \(sums.rejected) rejected\(withheld)"
            + String(format: ", in %.1f s", seconds)
    }

    /// The same for programs.
    public var json: String { RunResult(outcome, statistics, folder: folder, seconds: seconds).text }

    private static func reasons(_ rejected: [String: Int]) -> String {
        rejected.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
            .joined(separator: ", ")
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
