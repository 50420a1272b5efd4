import Foundation
import Testing

/// Vectors and scores that other programs computed; the example of `docs/mining.md`.
@Suite(.serialized)
struct RescoringTests {
    /// A folder like the repository's root, with the examples.
    private func workplace() throws -> Scratch {
        let scratch = try Scratch()
        for name in ["data-schemas", "examples", "models"] {
            try FileManager.default.copyItem(atPath: Program.repository + "/" + name, toPath: scratch / name)
        }
        return scratch
    }

    private func mined(_ folder: String) throws -> [(String, String)] {
        try OutputFolder(folder).rows("train").filter { ["mined", "lexical"].contains($0["origin"] as? String) }.map {
            ($0["sentence1"] as? String ?? "", $0["sentence2"] as? String ?? "")
        }
    }

    /// What lacks a score is listed, scored outside, and judged by the next run.
    @Test func theLoopEndsWithEveryNegativeScored() throws {
        let scratch = try workplace()
        let loop = try Program.shell("examples/rescoring/loop.sh out/rescored out/scores.jsonl", in: scratch.path)
        #expect(loop.code == 0, "\(loop.errors)")
        // Which pairs are asked about does not depend on scores: one round is enough.
        #expect(loop.output.split(separator: "\n").count { $0.hasPrefix("scoring") } == 1, "\(loop.output)")
        var scores: [[String]: Double] = [:]
        for row in try OutputFolder.objects(scratch / "out/scores.jsonl") {
            let texts = [row["text1"] as? String ?? "", row["text2"] as? String ?? ""].sorted()
            scores[texts] = (row["score"] as? NSNumber)?.doubleValue
        }
        let negatives = try mined(scratch / "out/rescored")
        #expect(scores.count > 100 && negatives.count > 50, "\(scores.count) and \(negatives.count)")
        #expect(scores.values.contains { $0 > 0.5 })
        for (first, second) in negatives {
            let score = try #require(scores[[first, second].sorted()], "\(first) \(second)")
            #expect(score <= 0.5, "\(first) \(second)")
        }
    }

    /// Vectors of every sentence, as another program would write them: the negatives that the model itself finds, but
    /// for sentences that are listed in one of their spellings only.
    @Test func vectorsFromFilesMineWhatTheModelDoes() throws {
        let scratch = try workplace()
        let pipeline = """
            name: n
            seed: 3
            corpora: [{use: lcqmc, path: sample}]
            held_out: [lcqmc/dev, lcqmc/test]
            stages:
              - normalize
              - clean
              - guard
              - mine_negatives: {teacher: demo, per_anchor: 2}
            outputs: [{view: pairs, format: jsonl}, {view: sentences, format: jsonl}]

            """
        try scratch.write("model.yaml", pipeline)
        let model = try Program.run(["run", "model.yaml", "--output", "model"], in: scratch.path)
        #expect(model.code == 0, "\(model.errors)")
        let view = "model/data/sentences/train-00000-of-00001.jsonl"
        let texts = try OutputFolder.objects(scratch / view).compactMap { $0["text"] as? String }
        try scratch.write("sentences.txt", texts.joined(separator: "\n") + "\n")
        let embed = try Program.shell("curate embed --npy vectors.npy < sentences.txt", in: scratch.path)
        try #require(embed.code == 0, "\(embed.errors)")
        let left = try mined(scratch / "model").map { "\($0)" }
        #expect(left.count > 50)
        for list in ["sentences.txt", view] {
            let teacher = "teachers: {demo: {kind: vectors, path: vectors.npy, texts: \(list)}}\n"
            try scratch.write("files.yaml", pipeline + teacher)
            let files = try Program.run(["run", "files.yaml", "--output", "files"], in: scratch.path)
            #expect(files.code == 0, "\(files.errors)")
            let common = Set(try mined(scratch / "files").map { "\($0)" }).intersection(left)
            #expect(Double(common.count) > 0.97 * Double(left.count), "\(common.count) of \(left.count)")
        }
    }
}
