import Foundation
import Testing

/// The program on public corpora, which this repository does not carry: `CURATE_CORPORA` names a folder that holds
/// them in `LCQMC`, `ATEC`, `AFQMC`, `STS-B`, `PAWSX`, `BQ` and `CSNLI`.
@Suite(
    .serialized,
    .enabled(if: PublicCorpora.folder != nil, "CURATE_CORPORA names no folder with the public corpora"))
struct CorpusRunTests {
    // MARK: supervised.yaml

    @Test func supervisedLosesNothingAndTrainsOnNothingHeldOut() throws {
        let scratch = try Scratch()
        let outcome = try Program.run(
            [
                "run", "pipelines/supervised.yaml", "--output", scratch / "out", "--set", "outputs.0.format=jsonl",
                "--quiet",
            ], environment: try PublicCorpora.environment(scratch))
        #expect(outcome.code == 0, "\(outcome.errors)")
        let output = OutputFolder(scratch / "out")
        try expectBalance(output)
        try expectNoLeak(output)
        #expect(try Program.run(["verify", scratch / "out"]).code == 0)
    }

    /// in = out + rejected, at every stage, over all, and against the files themselves.
    private func expectBalance(_ output: OutputFolder) throws {
        let stats = try output.json("stats.json")
        let sources = try #require(stats["sources"] as? [[String: Any]])
        for source in sources {
            #expect(source.int("rows") == source.int("records") + source.sum("rejected"), "\(source["corpus"] ?? "")")
        }
        let stages = try #require(stats["stages"] as? [[String: Any]])
        #expect(stages.count >= 9)
        for stage in stages {
            #expect(
                stage.int("entered") + stage.int("generated") == stage.int("left") + stage.sum("rejected"),
                "\(stage["name"] ?? "")")
            #expect(try output.rejected(stage["name"] as? String ?? "").count == stage.sum("rejected"))
        }
        // Held-out records pass `normalize` and no stage after it.
        let heldOut = sources.filter { $0["held_out"] as? Bool == true }.reduce(0) { $0 + $1.int("records") }
        #expect(stages[0].int("left") - heldOut == stages[1].int("entered"))
        for (one, next) in zip(stages.dropFirst(), stages.dropFirst(2)) {
            #expect(one.int("left") == next.int("entered"), "\(one["name"] ?? "") to \(next["name"] ?? "")")
        }
        let train = try output.rows("train").count
        #expect(stages.last?.int("left") == train)
        let rows = sources.reduce(0) { $0 + $1.int("rows") }
        let written = try train + output.rows("validation").count + output.rows("test").count
        #expect(try written + output.ledgerLines() == rows)
        #expect(train > 10_000 && heldOut > 30_000, "the corpora are there: \(train), \(heldOut)")
        let guarded = try #require(stages.first { $0["name"] as? String == "guard" })
        #expect(guarded.sum("rejected") > 1000, "ATEC holds more than a thousand pairs of AFQMC dev")
    }

    /// Judged by keys made here, against what was written as held out and against the files as published.
    private func expectNoLeak(_ output: OutputFolder) throws {
        var heldOut = try Set((output.rows("validation") + output.rows("test")).flatMap(Self.keys))
        for file in ["LCQMC/dev.txt", "LCQMC/test.txt", "AFQMC/dev.txt", "STS-B/sts-b-dev.txt", "STS-B/sts-b-test.txt"]
        {
            heldOut.formUnion(try PublicCorpora.texts(file).map(Self.key))
        }
        heldOut.remove("")
        let training = try output.rows("train")
        let leaked = training.flatMap(Self.keys).filter(heldOut.contains)
        #expect(leaked.isEmpty, "\(leaked.count) of \(training.count): \(leaked.prefix(5))")
        #expect(heldOut.count > 40_000)
        let atec = try Set(PublicCorpora.texts("ATEC/atec_nlp_sim_train.csv", columns: [1, 2]).map(Self.key))
        #expect(atec.intersection(heldOut).count > 1000, "without a guard these would have leaked")
    }

    private static func keys(_ row: [String: Any]) -> [String] {
        ["sentence1", "sentence2"].compactMap { row[$0] as? String }.map(key)
    }

    /// Foundation's compatibility form in lower case; letters and digits, and marks between digits, so that 3.5 is not
    /// 35.
    private static func key(_ text: String) -> String {
        let scalars = Array(text.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars)
        let digits = CharacterSet.decimalDigits
        let kept = scalars.indices.filter { place in
            if CharacterSet.alphanumerics.contains(scalars[place]) { return true }
            let inside = place > 0 && place + 1 < scalars.count
            return inside && digits.contains(scalars[place - 1]) && digits.contains(scalars[place + 1])
        }
        return String(String.UnicodeScalarView(kept.map { scalars[$0] }))
    }

    // MARK: curate audit

    @Test func auditFindsTheFiguresOfTheField() throws {
        let folders = ["LCQMC", "ATEC", "AFQMC", "PAWSX"].map { PublicCorpora.path($0) }
        let outcome = try Program.run(["audit"] + folders + ["--json"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let lcqmc = try overlap(report, "lcqmc/dev", "lcqmc/test")
        #expect(lcqmc.int("pairs") == 41)
        #expect(lcqmc.int("other_label") == 3)
        #expect(lcqmc.int("sentences") == 936)
        #expect(try overlap(report, "atec/train", "afqmc/train").int("pairs") == 13_349)
        #expect(try overlap(report, "atec/train", "afqmc/dev").int("pairs") == 1682)
        #expect(try overlap(report, "atec/train", "afqmc/test").int("pairs") == 1573)
        let test = try split(report, "lcqmc/test")
        #expect((test["identical"] as? [String: Any])?.int("positive") == 671)
        #expect((test["duplicates"] as? [String: Any])?.int("extra") == 66)
        let paws = try split(report, "paws-x-zh/dev")
        let placeholders = (paws["surface"] as? [String: [String: Any]])?["placeholder"]
        #expect(placeholders?.int("records") == 16)
        #expect((paws["identical"] as? [String: Any])?.int("different") == 9)
    }

    private func split(_ report: [String: Any], _ name: String) throws -> [String: Any] {
        try #require((report["splits"] as? [[String: Any]])?.first { $0["name"] as? String == name })
    }

    private func overlap(_ report: [String: Any], _ a: String, _ b: String) throws -> [String: Any] {
        let overlaps = report["overlaps"] as? [[String: Any]]
        return try #require(
            overlaps?.first { Set([$0["a"] as? String, $0["b"] as? String]) == Set([a, b]) }, "\(a) and \(b)")
    }
}

/// Where the public corpora are, and how a pipeline is pointed to them.
enum PublicCorpora {
    static let folder = ProcessInfo.processInfo.environment["CURATE_CORPORA"].flatMap { $0.isEmpty ? nil : $0 }

    static func path(_ name: String) -> String { (folder ?? "") + "/" + name }

    /// Where the public folder has no training split, the sample's stands beside its other splits. CSNLI's dev split plays
    /// the part of NLI training data.
    static func environment(_ scratch: Scratch) throws -> [String: String] {
        let samples = Program.repository + "/data-schemas/corpora/"
        try link(scratch, "LCQMC/train.txt", samples + "lcqmc/sample/train.txt")
        try link(scratch, "LCQMC/dev.txt", path("LCQMC/dev.txt"))
        try link(scratch, "LCQMC/test.txt", path("LCQMC/test.txt"))
        try link(scratch, "BQ/train.csv", samples + "bq/sample/train.csv")
        try link(scratch, "BQ/test.csv", samples + "bq/sample/test.csv")
        try link(scratch, "BQ/dev.csv", path("BQ/dev.csv"))
        let pawsSample = samples + "paws-x-zh/sample/x-final/zh/"
        try link(scratch, "PAWSX/translated_train.tsv", pawsSample + "translated_train.tsv")
        try link(scratch, "PAWSX/test_2k.tsv", pawsSample + "test_2k.tsv")
        try link(scratch, "PAWSX/dev_2k.tsv", path("PAWSX/dev_2k.tsv"))
        try link(scratch, "CSNLI/train.txt", path("CSNLI/dev.txt"))
        return [
            "LCQMC": scratch / "LCQMC", "BQ": scratch / "BQ", "PAWSX": scratch / "PAWSX", "CSNLI": scratch / "CSNLI",
            "ATEC": path("ATEC"), "STSB": path("STS-B"), "AFQMC": path("AFQMC"),
        ]
    }

    private static func link(_ scratch: Scratch, _ name: String, _ target: String) throws {
        let path = scratch / name
        let parent = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try #require(FileManager.default.fileExists(atPath: target), "\(target)")
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    }

    /// The texts of a file with tabs between its columns.
    static func texts(_ name: String, columns: [Int] = [0, 1]) throws -> [String] {
        let text = try String(contentsOfFile: path(name), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).flatMap { line -> [String] in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return columns.filter { $0 < cells.count }.map { cells[$0] }
        }
    }
}

extension [String: Any] {
    fileprivate func int(_ key: String) -> Int { self[key] as? Int ?? 0 }

    /// Of counts by name.
    fileprivate func sum(_ key: String) -> Int { (self[key] as? [String: Int])?.values.reduce(0, +) ?? 0 }
}
