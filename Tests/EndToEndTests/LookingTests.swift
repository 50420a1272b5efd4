import Foundation
import Testing

/// `curate stats` and `curate show` on a finished folder.
@Suite(.serialized)
struct LookingTests {
    private func folder(_ scratch: Scratch, format: String = "jsonl.zst") throws -> String {
        let out = scratch / "out"
        let run = try Program.run(
            ["run", "pipelines/lcqmc-plain.yaml", "--output", out, "--set", "outputs.0.format=\(format)"])
        #expect(run.code == 0, "\(run.errors)")
        return out
    }

    private func rows(_ arguments: [String]) throws -> [[String: Any]] {
        let shown = try Program.run(["show"] + arguments + ["--json"])
        #expect(shown.code == 0, "\(shown.errors)")
        return try shown.output.split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test func showsRowsThatFulfilACondition() throws {
        let scratch = try Scratch()
        let out = try folder(scratch)
        #expect(try rows([out]).count == 20)
        let all = try rows([out, "--limit", "0", "--split", "train"])
        #expect(all.count > 3000)
        let positive = try rows([out, "--limit", "0", "--split", "train", "--where", "label == 1 and copies > 1"])
        #expect(!positive.isEmpty)
        #expect(
            positive.count == all.count { $0["label"] as? Int == 1 && ($0["copies"] as? Int ?? 0) > 1 })
        let drawn = try rows([out, "--sample", "7", "--limit", "50", "--split", "train"])
        #expect(drawn.count == 50 && Set(drawn.compactMap { $0["id"] as? String }).count == 50)
        let again = try rows([out, "--sample", "7", "--limit", "50", "--split", "train"])
        #expect(drawn.map { $0["id"] as? String } == again.map { $0["id"] as? String })
        let sorted = try rows([out, "--sort", "-copies", "--limit", "0"]).compactMap { $0["copies"] as? Int }
        #expect(sorted == sorted.sorted(by: >))
    }

    @Test func showsWhatWasRejected() throws {
        let scratch = try Scratch()
        let out = try folder(scratch)
        let all = try rows([out, "--rejected", "--limit", "0"])
        let leaked = try rows([out, "--rejected", "--rule", "held_out_pair", "--limit", "0"])
        #expect(leaked.count == all.count { $0["rule"] as? String == "held_out_pair" })
        #expect(!leaked.isEmpty)
        let cards = try Program.run(["show", out, "--rejected", "--rule", "guard", "--limit", "3"])
        #expect(cards.output.contains("guard: held_out_"))
        #expect(cards.errors.contains("3 rows; there are more"))
    }

    @Test func tellsStatistics() throws {
        let scratch = try Scratch()
        let out = try folder(scratch)
        let told = try Program.run(["stats", out])
        #expect(told.code == 0, "\(told.errors)")
        for word in ["train", "lcqmc/train", "held_out_pair", "guard", "records + 0 made ="] {
            #expect(told.output.contains(word), "\(word)")
        }
        let json = try Program.run(["stats", out, "--json"])
        #expect(json.output == (try String(contentsOfFile: out + "/stats.json", encoding: .utf8)))
    }

    @Test func saysWhatCannotBeShown() throws {
        let scratch = try Scratch()
        let nothing = try Program.run(["show", scratch / "nothing"])
        #expect(nothing.code == 2 && nothing.errors.contains("has no manifest.json"))
        let out = try folder(scratch, format: "parquet")
        let parquet = try Program.run(["show", out])
        #expect(parquet.code == 2 && parquet.errors.contains("is not written as JSON lines"))
        #expect(try Program.run(["show", out, "--view", "pears"]).errors.contains("It has pairs."))
        #expect(try Program.run(["show", out, "--suspicious"]).errors.contains("The stage 'score' writes one"))
        #expect(try Program.run(["show", out, "--where", "labl == 0"]).errors.contains("Did you mean 'label'?"))
    }
}
