import Foundation
import Testing

/// `curate tune-mining` on the sample corpus.
struct TuneMiningTests {
    private static func tune(_ more: [String], _ scratch: Scratch) throws -> Program.Outcome {
        try Program.run(
            ["tune-mining", "pipelines/lcqmc.yaml", "--set", "stages.paraphrase.cap=1", "--output", scratch / "tuning"]
                + more)
    }

    @Test func hiddenPositivesComeBackWithoutRulesAndHardlyWithThem() throws {
        let scratch = try Scratch()
        let run = try Self.tune(
            ["--setting", "ranks=[1,2] lexical=0 max_of_positive=1 quantiles=[0,1] near=1 closure=false", "--json"],
            scratch)
        #expect(run.code == 0, "\(run.errors)")
        let results = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
        let number = { (row: Int, name: String) in (results[row][name] as? NSNumber)?.doubleValue ?? -1 }
        try #require(results.count == 3)
        // The same positives are hidden from both.
        #expect(number(0, "hidden") > 20 && number(0, "hidden") == number(1, "hidden"))
        #expect(number(0, "negatives") > 100 && number(1, "negatives") > 100)
        #expect(number(1, "returned") > 10 * max(1, number(0, "returned")))
        #expect(number(1, "mean_cosine") > number(0, "mean_cosine"))
        // Plain ranks that are as near as the pipeline's own negatives.
        let name = (results[2]["setting"] as? [String: Any])?["name"] as? String ?? ""
        #expect(name.hasPrefix("plain ranks "), "\(name)")
        let (own, nearest) = (number(0, "mean_cosine"), number(1, "mean_cosine"))
        #expect(abs(number(2, "mean_cosine") - own) < abs(nearest - own) / 2, "\(own) \(number(2, "mean_cosine"))")
        #expect(number(2, "hidden") == number(0, "hidden"))
        #expect(!FileManager.default.fileExists(atPath: scratch / "tuning/data"))
    }

    @Test func mistakesAreTold() throws {
        let scratch = try Scratch()
        let nonsense = try Self.tune(["--setting", "lexical"], scratch)
        #expect(nonsense.code == 2 && nonsense.errors.contains("'lexical' in --setting 'lexical' is no OPTION=VALUE"))
        let unknown = try Self.tune(["--setting", "rank=[1,2]"], scratch)
        #expect(unknown.code == 2 && unknown.errors.contains("rank"), "\(unknown.errors)")
        let none = try Program.run(["tune-mining", "pipelines/lcqmc-plain.yaml"])
        #expect(none.code == 2 && none.errors.contains("does not mine"), "\(none.errors)")
        #expect(try Self.tune(["--hide", "0.9"], scratch).code == 2)
    }
}
