internal import CurateCore
public import CuratePlan
import Foundation

/// The statistics of a finished folder for a terminal.
public struct StatisticsText: Sendable {
    private let statistics: RunStatistics
    private let manifest: Manifest
    private let timings: RunTimings?

    /// - Parameter timings: nil where they are not on record.
    public init(_ statistics: RunStatistics, manifest: Manifest, timings: RunTimings? = nil) {
        self.statistics = statistics
        self.manifest = manifest
        self.timings = timings
    }

    public var text: String {
        let parts = [
            "\(statistics.name)  seed \(manifest.seed), fingerprint \(manifest.fingerprint)", splits, labels, origins,
            surface, tokens, waterfall, time, shards, files, balance,
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var splits: String {
        var table = TextTable(["<split", "rows", "sentences", "mean", "median", "p95", "longest (characters)"])
        for (name, split) in ordered(statistics.splits) {
            let lengths = split.characters
            table.add([
                name, "\(split.rows)", "\(lengths.sentences)", "\(lengths.mean)", "\(lengths.median)", "\(lengths.p95)",
                "\(lengths.longest)",
            ])
        }
        return table.isEmpty ? "" : table.lines.joined(separator: "\n")
    }

    private var labels: String {
        var table = TextTable(["<split", "<from", "<label", "rows", "share"])
        for (name, split) in ordered(statistics.splits) {
            for (source, counts) in split.labels.sorted(by: { $0.key < $1.key }) {
                let total = counts.values.reduce(0, +)
                for (label, count) in counts.sorted(by: { $0.key < $1.key }) {
                    table.add([name, source, label, "\(count)", Numbers.percent(Double(count) / Double(max(1, total)))])
                }
            }
        }
        return table.isEmpty ? "" : table.lines.joined(separator: "\n")
    }

    private var origins: String {
        var table = TextTable(["<split", "<origin", "rows", "share"])
        for (name, split) in ordered(statistics.splits) {
            for (origin, rows) in (split.origins ?? [:]).sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
                table.add([name, origin, "\(rows)", Numbers.percent(Double(rows) / Double(max(1, split.rows)))])
            }
        }
        return table.isEmpty ? "" : table.lines.joined(separator: "\n")
    }

    /// What a model could learn in place of meaning, of the pairs it is trained on.
    private var surface: String {
        var table = TextTable([
            "<train", "<label", "<origin", "pairs", "shared characters", "cosine (medians)", "numbers differ",
            "negation differs",
        ])
        for profile in statistics.splits["train"]?.profiles ?? [] {
            let rows = Double(max(1, profile.rows))
            table.add([
                profile.source, profile.label, profile.origin, "\(profile.rows)", Self.median(profile.overlap),
                Self.median(profile.cosine), Numbers.percent(Double(profile.numbersDiffer) / rows),
                Numbers.percent(Double(profile.negationDiffers) / rows),
            ])
        }
        return table.isEmpty ? "" : table.lines.joined(separator: "\n")
    }

    /// How a student's vocabulary and length fit the texts.
    private var tokens: String {
        var table = TextTable(["<tokens", "<split", "sequences", "cut", "share", "at", "tokens", "unknown"])
        for entry in statistics.tokens ?? [] {
            table.add([
                entry.view, entry.split, "\(entry.sequences)", "\(entry.truncated)", entry.cutShare,
                "\(entry.maxLength)", "\(entry.tokens)", entry.unknownShare,
            ])
        }
        return table.isEmpty ? "" : table.lines.joined(separator: "\n")
    }

    private static func median(_ classes: [Int]) -> String {
        PairProfile.median(classes).map { String(format: "%.2f", $0) } ?? ""
    }

    /// What entered and left every stage, with a bar of what is left of all that was read.
    private var waterfall: String {
        var table = TextTable(["<stage", "in", "rejected", "made", "out", "<left"])
        let read = statistics.sources.reduce(0) { $0 + $1.rows }
        let unreadable = statistics.sources.reduce(into: [:]) { $0.merge($1.rejected, uniquingKeysWith: +) }
        let records = statistics.balance.records
        table.add(["read", "\(read)", Self.total(unreadable), "", "\(records)", Self.bar(records, of: read)])
        for stage in statistics.stages {
            let held =
                stage.left
                - statistics.sources.filter(\.heldOut).reduce(0) {
                    $0 + (stage.bySource["\($1.corpus)/\($1.split)"]?.entered ?? 0)
                }
            let made = stage.generated > 0 ? "\(stage.generated)" : ""
            let bar = Self.bar(held, of: trained)
            table.add([stage.name, "\(stage.entered)", Self.total(stage.rejected), made, "\(stage.left)", bar])
            for (rule, count) in stage.rejected.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
                table.add(["  " + rule, "", "\(count)", "", "", ""])
            }
        }
        return table.isEmpty ? "" : table.lines.joined(separator: "\n")
    }

    /// Records of the splits that are trained on.
    private var trained: Int { statistics.sources.filter { !$0.heldOut }.reduce(0) { $0 + $1.records } }

    private var shards: String {
        var table = TextTable(["<view", "<split", "files", "rows", "bytes", "before compression"])
        let groups = Dictionary(grouping: manifest.shards) { [$0.view, $0.split] }
        for (names, files) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            table.add(
                names + [
                    "\(files.count)", "\(files.reduce(0) { $0 + $1.rows })", "\(files.reduce(0) { $0 + $1.bytes })",
                    "\(files.reduce(0) { $0 + $1.rawBytes })",
                ])
        }
        return table.isEmpty ? "" : table.lines.joined(separator: "\n")
    }

    private var time: String {
        guard let timings else { return manifest.export == nil ? "Times and memory are not on record." : "" }
        return TimingsText(timings).text
    }

    /// Shards listed at most; `--json` tells all.
    private static let listed = 40

    private var files: String {
        var table = TextTable(["<shard", "rows", "bytes", "<SHA-256 begins"])
        for shard in manifest.shards.prefix(Self.listed) {
            table.add([shard.path, "\(shard.rows)", "\(shard.bytes)", String(shard.sha256.prefix(16))])
        }
        let more = manifest.shards.count - Self.listed
        let lines = table.lines + (more > 0 ? ["and \(Numbers.counted(more, "shard")) more; --json lists all"] : [])
        return table.isEmpty ? "" : lines.joined(separator: "\n")
    }

    private var balance: String {
        let sums = statistics.balance
        return "\(sums.records) records + \(sums.generated) made = \(sums.written) written + \(sums.rejected) rejected"
            + " + \(sums.withheld) held out and not written"
    }

    private func ordered<Value>(_ splits: [String: Value]) -> [(String, Value)] {
        ["train", "validation", "test"].compactMap { name in splits[name].map { (name, $0) } }
    }

    private static func total(_ counts: [String: Int]) -> String {
        let total = counts.values.reduce(0, +)
        return total > 0 ? "\(total)" : ""
    }

    private static func bar(_ count: Int, of total: Int) -> String {
        guard total > 0 else { return "" }
        let eighths = max(0, min(160, count * 160 / total))
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    }
}
