import Foundation
import Testing

/// `report.html` and the statistics behind it.
@Suite(.serialized)
struct ReportTests {
    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test func aRunWritesAReportThatIsTheSameAtAnyNumberOfThreads() throws {
        let scratch = try Scratch()
        for (name, threads) in [("one", "1"), ("two", "2")] {
            let run = try Program.run(
                ["run", "pipelines/lcqmc-plain.yaml", "--output", scratch / name, "--threads", threads])
            #expect(run.code == 0, "\(run.errors)")
        }
        let report = try text(scratch / "one/report.html")
        #expect(report == (try text(scratch / "two/report.html")))
        for id in ["flow", "content", "shortcuts", "leaks", "rejected", "sources", "pipeline"] {
            #expect(report.contains("<section id=\"\(id)\">"), "\(id)")
        }
        #expect(report.contains("held_out_pair"))
        #expect(!report.contains("<script"))
        #expect(try Program.run(["verify", scratch / "one"]).code == 0)
        let written = try Program.run(["stats", scratch / "one", "--html", scratch / "again.html"])
        #expect(written.code == 0, "\(written.errors)")
        #expect(report == (try text(scratch / "again.html")))
    }

    @Test func profilesCountEveryPairOfASplit() throws {
        let scratch = try Scratch()
        let run = try Program.run(["run", "pipelines/lcqmc-plain.yaml", "--output", scratch / "out"])
        #expect(run.code == 0, "\(run.errors)")
        let data = try Data(contentsOf: URL(fileURLWithPath: scratch / "out/stats.json"))
        let stats = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        let splits = try #require(stats["splits"] as? [String: [String: Any]])
        for split in splits.values {
            let profiles = try #require(split["profiles"] as? [[String: Any]])
            #expect(profiles.reduce(0) { $0 + ($1["rows"] as? Int ?? 0) } == split["rows"] as? Int)
            for profile in profiles {
                #expect((profile["overlap"] as? [Int] ?? []).reduce(0, +) == profile["rows"] as? Int)
            }
        }
    }

    /// Examples are drawn from the same rows, in whatever format they lie.
    @Test func examplesOfParquetAreThoseOfJSONLines() throws {
        let scratch = try Scratch()
        var sections: [Substring] = []
        for format in ["jsonl", "parquet"] {
            let pipeline = try scratch.write(
                "\(format).yaml",
                """
                name: examples
                corpora: [{use: lcqmc, path: sample, splits: [train]}]
                stages: [normalize, {counterfactuals: {share: 0.05}}, shuffle]
                outputs: [{view: pairs, format: \(format)}]

                """)
            let run = try Program.run(["run", pipeline, "--output", scratch / format])
            #expect(run.code == 0, "\(run.errors)")
            let report = try text(scratch / format + "/report.html")
            let start = try #require(report.range(of: "<section id=\"made\">"))
            let end = try #require(report[start.lowerBound...].range(of: "</section>"))
            sections.append(report[start.lowerBound..<end.upperBound])
        }
        #expect(sections[0] == sections[1])
        #expect(sections[0].count > 1000)
    }

    @Test func hostileTextsAreInertAndLegible() throws {
        let scratch = try Scratch()
        let long = String(repeating: "退货", count: 20_000)
        let lines = [
            "<script>alert(1)</script>怎么退货\t<img src=x onerror=alert(2)>退货\t1", "左\u{202E}右\u{0}尾怎么走\t左右怎么走\t0",
            "\(long)\t怎么退货\t0", "今天天气怎么样\t今天天气如何\t1",
            "<script>alert(3)</script>左\u{202E}右\u{0}尾",
        ]
        try FileManager.default.createDirectory(atPath: scratch / "in", withIntermediateDirectories: true)
        for split in ["train", "dev", "test"] {
            try (lines.joined(separator: "\n") + "\n").write(
                toFile: scratch / "in/\(split).txt", atomically: true, encoding: .utf8)
        }
        let run = try Program.run(
            ["run", "pipelines/lcqmc-plain.yaml", "--output", scratch / "out", "--set", "corpora.0.max_rejected=100"],
            environment: ["LCQMC": scratch / "in"])
        #expect(run.code == 0, "\(run.errors)")
        let report = try text(scratch / "out/report.html")
        #expect(!report.contains("<script") && !report.contains("<img"))
        #expect(report.contains("&lt;script&gt;"))
        #expect(report.contains(">U+202E</span>") && report.contains(">U+0000</span>"))
        let inert = report.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }
        #expect(inert && !report.contains("\u{202E}"))
        #expect(report.utf8.count < 100_000)
    }
}
