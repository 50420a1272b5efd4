import Foundation
import Testing

/// What comes after a run: `then`, and the examples of `docs/chaining.md`.
@Suite(.serialized)
struct ChainingTests {
    /// A folder like the repository's root, with the examples.
    private func workplace() throws -> Scratch {
        let scratch = try Scratch()
        for name in ["data-schemas", "examples"] {
            try FileManager.default.copyItem(atPath: Program.repository + "/" + name, toPath: scratch / name)
        }
        return scratch
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func pipeline(_ then: String) -> String {
        """
        name: p
        corpora: [{use: lcqmc, path: sample}]
        held_out: [lcqmc/dev]
        stages: [normalize, guard]
        outputs: [{view: pairs, format: jsonl}]
        then:
        \(then)

        """
    }

    @Test func thenRunsOnceForEachResult() throws {
        let scratch = try workplace()
        let arguments = ["run", "examples/chaining/pipeline.yaml", "--output", "out/my run", "--json"]
        let first = try Program.run(arguments, in: scratch.path)
        #expect(first.code == 0, "\(first.errors)")
        let result = try #require(
            try JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [String: Any])
        #expect(result["status"] as? String == "done")
        #expect(result["manifest"] as? String == "out/my run/manifest.json")
        let rows = try #require(result["rows"] as? [String: [String: Int]])
        #expect(try text(scratch / "out/my run.sentences") == "\(rows["sentences"]?["train"] ?? 0)")
        #expect(try text(scratch / "out/my run.manifest.json") == text(scratch / "out/my run/manifest.json"))
        try FileManager.default.removeItem(atPath: scratch / "out/my run.sentences")
        let second = try Program.run(arguments, in: scratch.path)
        #expect(second.code == 0 && !FileManager.default.fileExists(atPath: scratch / "out/my run.sentences"))
        let again = try #require(
            try JSONSerialization.jsonObject(with: Data(second.output.utf8)) as? [String: Any])
        #expect(again["status"] as? String == "up_to_date")
        #expect(again["rows"] as? [String: [String: Int]] == rows)
        #expect(again["manifest"] as? String == "out/my run/manifest.json")
        let other = try Program.run(arguments + ["--set", "seed=7"], in: scratch.path)
        #expect(other.code == 0 && FileManager.default.fileExists(atPath: scratch / "out/my run.sentences"))
        #expect(try Program.run(["verify", "out/my run"], in: scratch.path).code == 0)
    }

    @Test func aCommandThatFailsLeavesWholeShardsAndRunsAgain() throws {
        let scratch = try Scratch()
        let command = #"  - [sh, -c, 'echo said; test -e "$1.mended"', sh, "{output}"]"#
        let pipeline = try scratch.write("p.yaml", Self.pipeline(command))
        let arguments = ["run", pipeline, "--output", scratch / "out", "--quiet"]
        for _ in 0..<2 {
            let failed = try Program.run(arguments)
            #expect(failed.code == 3)
            #expect(failed.errors.contains("the shards are whole"))
            #expect(failed.errors.contains("it ended with exit code 1"))
            // Standard output is for the run's result.
            #expect(failed.errors.contains("said\n") && !failed.output.contains("said"))
        }
        #expect(try Program.run(["verify", scratch / "out"]).code == 0)
        try scratch.write("out.mended", "")
        #expect(try Program.run(arguments).code == 0)
        let last = try Program.run(arguments)
        #expect(last.code == 0 && !last.errors.contains("said"))
    }

    @Test func controlCIsHandedOn() throws {
        let scratch = try Scratch()
        let command =
            #"  - [sh, -c, 'trap "echo ended > $1.ended; exit 0" INT; echo > $1.began; sleep 60 & wait', sh, "{output}"]"#
        let pipeline = try scratch.write("p.yaml", Self.pipeline(command))
        let process = Program.process(["run", pipeline, "--output", scratch / "out", "--quiet"])
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        while process.isRunning, !FileManager.default.fileExists(atPath: scratch / "out.began") {
            Thread.sleep(forTimeInterval: 0.05)
        }
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(try text(scratch / "out.ended") == "ended")
        #expect(!FileManager.default.fileExists(atPath: scratch / "out/.curate/then.json"))
    }

    @Test func checkFindsWhatIsWrong() throws {
        let scratch = try Scratch()
        let shell = try scratch.write("shell.yaml", Self.pipeline("  - cat {manifest} > copy"))
        let found = try Program.run(["check", shell])
        #expect(found.code == 2 && found.output.contains("shell.yaml:7:5: error: '>' would mean something to a shell"))
        let absent = try scratch.write("absent.yaml", Self.pipeline("  - no-such-trainer {output}"))
        let warned = try Program.run(["check", absent])
        #expect(warned.code == 0 && warned.output.contains("names the program 'no-such-trainer', which is not there"))
    }

    // MARK: Examples

    @Test func makeMakesWhatDependsOnTheManifestOnce() throws {
        let scratch = try workplace()
        let line = "make -f examples/chaining/Makefile OUT=out/chained"
        let first = try Program.shell(line, in: scratch.path)
        #expect(first.code == 0, "\(first.errors)")
        #expect(Int(try text(scratch / "out/chained.count")) ?? 0 > 1000)
        #expect(first.output.contains("wc -l"))
        let second = try Program.shell(line, in: scratch.path)
        #expect(second.code == 0 && !second.output.contains("wc -l"), "\(second.output)")
    }

    @Test func aScriptTrainsOnceForEachResult() throws {
        let scratch = try workplace()
        let first = try Program.shell("examples/chaining/train.sh", in: scratch.path)
        #expect(first.code == 0 && first.output.hasPrefix("training on "), "\(first.errors)")
        let second = try Program.shell("examples/chaining/train.sh", in: scratch.path)
        #expect(second.code == 0 && second.output == "nothing new in out/chained\n")
    }

    /// The stages as DVC runs them, in their order, and what it then looks for.
    @Test func theStagesOfDVCRun() throws {
        let scratch = try workplace()
        let lines = try text(Program.repository + "/examples/chaining/dvc.yaml").split(separator: "\n").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        let commands = lines.filter { $0.hasPrefix("cmd: ") }.map { String($0.dropFirst(5)) }
        #expect(commands.count == 2)
        for command in commands {
            let outcome = try Program.shell(command, in: scratch.path)
            #expect(outcome.code == 0, "\(command)\n\(outcome.errors)")
        }
        let files = lines.filter { $0.hasPrefix("- ") }.map { $0.dropFirst(2).trimmingCharacters(in: ["\"", ":"]) }
        #expect(files.contains("out/chained/manifest.json"))
        for file in files { #expect(FileManager.default.fileExists(atPath: scratch / file), "\(file)") }
    }
}
