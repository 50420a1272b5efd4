import CurateCore
import CurateTeachers
import Foundation
import Testing

/// Pipelines and commands that ask a teacher: a worker program with toy answers.
struct TeacherTests {
    private static let worker = URL(fileURLWithPath: Program.path).deletingLastPathComponent()
        .appendingPathComponent("ToyWorker").path

    /// The sample of LCQMC with everything that a teacher can do.
    private static func pipeline(_ log: String) -> String {
        """
        name: taught
        seed: 7
        corpora: [{use: lcqmc, path: sample}]
        held_out: [lcqmc/dev, lcqmc/test]
        teachers:
          toy: {kind: process, command: [\(worker), log=\(log)], workers: 2}
        stages:
          - normalize
          - clean: {min_chars: 2, max_chars: 76}
          - dedup
          - guard
          - paraphrase: {teacher: toy, samples: 8, keep: 2, cosine: [0.5, 0.999], changed_facts: negative}
          - dedup
          - reconcile
          - guard: {min_chars: 1}
          - score: {teacher: toy, review: 50}
          - embed: {teacher: toy, precision: float16}
          - shuffle
        outputs:
          - {view: pairs, format: jsonl}
          - {view: seq2seq, format: jsonl}
          - {view: sentences, format: jsonl}
        """
    }

    private static func asked(_ log: String) -> Int {
        (try? String(contentsOfFile: log, encoding: .utf8))?.split(separator: "\n").count ?? 0
    }

    @Test func aRunWithATeacherIsWholeAndRepeatable() throws {
        let scratch = try Scratch()
        let log = scratch / "asked.txt"
        let file = try scratch.write("taught.yaml", Self.pipeline(log))
        let run = try Program.run(["run", file, "--output", scratch / "out", "--threads", "2"])
        #expect(run.code == 0, "\(run.errors)")
        let output = OutputFolder(scratch / "out")
        #expect(try Program.run(["verify", scratch / "out"]).code == 0)
        try checkRows(output)
        try checkVectors(output)
        let again = try Program.run(
            ["run", file, "--output", scratch / "other", "--threads", "1", "--memory", "128MiB"])
        #expect(again.code == 0, "\(again.errors)")
        #expect(try OutputFolder(scratch / "other").files() == output.files())
    }

    private func checkRows(_ output: OutputFolder) throws {
        let rows = try output.rows("train")
        let made = rows.filter { $0["origin"] as? String == "paraphrase" }
        let wrong = rows.filter { $0["origin"] as? String == "changed_fact" }
        #expect(made.count > 100 && !wrong.isEmpty, "\(made.count) and \(wrong.count) of \(rows.count)")
        #expect(made.allSatisfy { $0["label"] as? Int == 1 && $0["teacher"] as? String == "toy" })
        #expect(wrong.allSatisfy { $0["label"] as? Int == 0 })
        #expect(rows.allSatisfy { $0["score"] is NSNumber })
        #expect(Set(rows.compactMap { $0["id"] as? String }).count == rows.count)
        let held = try (output.rows("validation") + output.rows("test"))
        #expect(held.allSatisfy { $0["origin"] == nil && $0["score"] == nil })
        let sentences = Set(held.flatMap { [$0["sentence1"], $0["sentence2"]].compactMap { $0 as? String } })
        #expect(made.allSatisfy { !sentences.contains($0["sentence2"] as? String ?? "") })
        let schema = try JSONSchema(file: "\(Program.repository)/data-schemas/record/pairs.schema.json")
        #expect(rows.flatMap(schema.problems) == [])
        let seq2seq = try OutputFolder.objects(output.path + "/data/seq2seq/train-00000-of-00001.jsonl")
        #expect(seq2seq.count == rows.count { $0["label"] as? Int == 1 })
        let example = try JSONSchema(file: "\(Program.repository)/data-schemas/record/seq2seq.schema.json")
        #expect(seq2seq.flatMap(example.problems) == [])
        for name in ["manifest", "stats"] {
            let schema = try JSONSchema(file: "\(Program.repository)/data-schemas/\(name)/\(name).schema.json")
            #expect(schema.problems(try output.json(name + ".json")) == [])
        }
        let review = try OutputFolder.objects(output.path + "/review/score.jsonl")
        let suspicions = review.compactMap { $0["suspicion"] as? Double }
        #expect(!review.isEmpty && review.count <= 50 && suspicions == suspicions.sorted(by: >))
    }

    /// Row by row the ids of the shard, and a vector for each sentence; the same sentence has the same vector.
    private func checkVectors(_ output: OutputFolder) throws {
        var known: [String: Data] = [:]
        for (view, folder, keys) in [("pairs", "", ["sentence1", "sentence2"]), ("sentences", "sentences/", ["text"])] {
            for split in ["train", "validation", "test"] {
                let rows = try OutputFolder.objects(output.path + "/data/\(view)/\(split)-00000-of-00001.jsonl")
                let path = output.path + "/vectors/toy-float16/\(folder)\(split)-00000-of-00001"
                let ids = try numbers(path + ".ids.npy", "(\(rows.count),)", bytes: 32)
                #expect(ids.map { String(decoding: $0, as: UTF8.self) } == rows.compactMap { $0["id"] as? String })
                let shape = keys.count == 1 ? "(\(rows.count), 64,)" : "(\(rows.count), 2, 64,)"
                let vectors = try numbers(path + ".npy", shape, bytes: 128)
                #expect(rows.count > 50 && vectors.count == keys.count * rows.count)
                for (place, vector) in vectors.enumerated() {
                    let text = rows[place / keys.count][keys[place % keys.count]] as? String ?? ""
                    #expect(known[text] ?? vector == vector, "\(text)")
                    known[text] = vector
                }
            }
        }
    }

    /// The elements of an array of NumPy.
    private func numbers(_ path: String, _ shape: String, bytes size: Int) throws -> [Data] {
        let file = try Data(contentsOf: URL(fileURLWithPath: path))
        let start = 10 + Int(file[8]) + Int(file[9]) << 8
        #expect(String(decoding: file[..<start], as: UTF8.self).contains("'shape': \(shape)"), "\(path)")
        return stride(from: start, to: file.count, by: size).map { Data(file[$0..<$0 + size]) }
    }

    /// Killed 20 times while it asks, the run goes on, asks nothing twice that was answered and changes no byte.
    @Test func aKilledRunGoesOnWithoutAskingTwice() throws {
        let scratch = try Scratch()
        let whole = try scratch.write("whole.yaml", Self.pipeline(scratch / "whole.txt"))
        #expect(try Program.run(["run", whole, "--output", scratch / "whole"]).code == 0)
        let log = scratch / "asked.txt"
        let file = try scratch.write("taught.yaml", Self.pipeline(log))
        var random = KeyedRandom(seed: 20, purpose: .init("kills"), number: 0)
        let all = Self.asked(scratch / "whole.txt")
        let stops = (0..<20).map { _ in Int(random.unit() * Double(all)) }.sorted()
        var lost = 0
        for stop in stops {
            let process = Program.process(["run", file, "--output", scratch / "killed", "--threads", "2"])
            (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
            try process.run()
            while process.isRunning, Self.asked(log) - lost < stop { usleep(2000) }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            // The workers see that nobody listens any more and end too.
            usleep(200_000)
            let lostNow = Self.asked(log) - (try Self.answered(scratch / "killed"))
            // What was in flight: two workers, a batch each.
            #expect(lostNow - lost <= 200)
            lost = lostNow
        }
        let last = try Program.run(["run", file, "--output", scratch / "killed", "--threads", "2"])
        #expect(last.code == 0, "\(last.errors)")
        #expect(Self.asked(log) - (try Self.answered(scratch / "killed")) <= lost)
        let expected = try OutputFolder(scratch / "whole").files()
        let found = try OutputFolder(scratch / "killed").files()
        #expect(found.keys.sorted() == expected.keys.sorted())
        for name in expected.keys { #expect(found[name] == expected[name], "\(name)") }
    }

    /// Answers that the run of a folder has kept.
    private static func answered(_ output: String) throws -> Int {
        try AnswerStore(path: output + "/.curate/teachers/answers.sqlite").count
    }

    @Test func commandsAskTheTeacherOfAPipeline() throws {
        let scratch = try Scratch()
        let file = try scratch.write("taught.yaml", Self.pipeline(scratch / "asked.txt"))
        let paraphrase = try Program.run([
            "paraphrase", "怎么修改手机银行密码？", "--pipeline", file, "--samples", "20", "--cosine", "0.5,0.98", "--json",
        ])
        #expect(paraphrase.code == 0, "\(paraphrase.errors)")
        let answer = try #require(
            try JSONSerialization.jsonObject(with: Data(paraphrase.output.utf8)) as? [String: Any])
        let ranked = try #require(answer["paraphrases"] as? [[String: Any]])
        #expect(!ranked.isEmpty && ranked.enumerated().allSatisfy { $1["rank"] as? Int == $0 + 1 })
        #expect(ranked.allSatisfy { (0.5...0.98).contains($0["cosine"] as? Double ?? 0) })
        let all = try Program.run(["paraphrase", "怎么修改手机银行密码？", "--pipeline", file, "--all"])
        #expect(all.output.contains("(equal)") && all.output.contains("(too_far)"), "\(all.output)")
        let masked = try Program.run(["paraphrase", "怎么修改密码", "--mask", "修改", "--pipeline", file, "--all"])
        #expect(masked.output.contains("某某"), "\(masked.output)\(masked.errors)")
        #expect(try Program.run(["paraphrase", "怎么办", "--mask", "没有", "--pipeline", file]).code == 2)

        let score = try Program.run(["score", "今天天气好", "今天天气好", "--pipeline", file, "--teacher", "toy"])
        #expect(score.output == "1.0000\t今天天气好\t今天天气好\n", "\(score.errors)")
        let lines = try Program.run(
            ["score", "--pipeline", file, "--json"], input: Data("怎么退货\t如何退货\t1\n几点开门\t几点开门\n".utf8))
        #expect(lines.output.split(separator: "\n").count == 2 && lines.output.contains("\"cosine\":1"))
        #expect(try Program.run(["score", "一句", "--pipeline", file]).code == 2)

        let embed = try Program.run(["embed", "今天天气好", "--pipeline", file])
        let line = try #require(try JSONSerialization.jsonObject(with: Data(embed.output.utf8)) as? [String: Any])
        #expect((line["vector"] as? [Double])?.count == 64)
        let npy = try Program.run(
            ["embed", "--npy", scratch / "x.npy", "--precision", "float16", "--pipeline", file],
            input: Data("今天天气好\n明天呢\n".utf8))
        #expect(npy.code == 0, "\(npy.errors)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: scratch / "x.npy")).count == 128 + 2 * 64 * 2)
    }

    @Test func whatIsWrongWithATeacherIsTold() throws {
        let scratch = try Scratch()
        let text = Self.pipeline(scratch / "asked.txt")
        let missing = try scratch.write(
            "missing.yaml", text.replacingOccurrences(of: "[\(Self.worker), ", with: "[/no/such/program, "))
        let run = try Program.run(["run", missing, "--output", scratch / "out"])
        #expect([2, 3].contains(run.code) && run.errors.contains("toy"), "\(run.errors)")
        let unguarded = try scratch.write(
            "unguarded.yaml", text.replacingOccurrences(of: "  - guard: {min_chars: 1}\n", with: ""))
        let check = try Program.run(["check", unguarded])
        #expect(check.code == 2 && check.output.contains("makes records after the last 'guard'"), "\(check.output)")
        let misspelt = try scratch.write(
            "misspelt.yaml", text.replacingOccurrences(of: "workers: 2", with: "worker: 2"))
        #expect(try Program.run(["check", misspelt]).output.contains("Did you mean 'workers'?"))
    }
}
