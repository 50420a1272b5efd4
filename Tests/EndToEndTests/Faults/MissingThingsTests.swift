import Foundation
import Testing

extension FaultTests {
    /// What is named and is not there, or is something else: mistakes of the command line, told before any work.
    @Suite(.serialized)
    struct MissingThings {
        private let bench: FaultBench

        init() throws { bench = try FaultBench() }

        struct Mistake: Sendable, CustomTestStringConvertible {
            var testDescription: String
            /// Done in the bench's folder first.
            var before = "true"
            var arguments = ["run", "pipeline.yaml", "--quiet", "--output", "out"]
            var parts: [String]
            /// Undoes it; nil where it was the command itself.
            var mend: String?
        }

        static let mistakes: [Mistake] = [
            Mistake(
                testDescription: "no such folder", before: "mv files away",
                parts: ["pipeline.yaml:5:5: error:", "no file or folder 'files'", "Give the folder"],
                mend: "mv away files"),
            Mistake(
                testDescription: "no file of a split", before: "rm files/train.tsv",
                parts: ["pipeline.yaml:5:5: error:", "Looked for train.tsv", "The folder holds dev.jsonl"],
                mend: "mv kept files/train.tsv"),
            Mistake(
                testDescription: "a folder in place of a file", before: "rm files/train.tsv; mkdir files/train.tsv",
                parts: ["pipeline.yaml:5:5: error:", "Looked for train.tsv", "train.tsv/"],
                mend: "rmdir files/train.tsv; mv kept files/train.tsv"),
            Mistake(
                testDescription: "a link to nothing", before: "rm files/train.tsv; ln -s nowhere files/train.tsv",
                parts: ["pipeline.yaml:5:5: error:", "Looked for train.tsv"],
                mend: "rm files/train.tsv; mv kept files/train.tsv"),
            Mistake(
                testDescription: "a named pipe in place of a file",
                before: "rm files/train.tsv; mkfifo files/train.tsv",
                parts: ["pipeline.yaml:5:5: error:", "files/train.tsv", "read only once", "Write it to a file"],
                mend: "rm files/train.tsv; mv kept files/train.tsv"),
            Mistake(
                testDescription: "no such pipeline", arguments: ["run", "none.yaml", "--output", "out"],
                parts: ["none.yaml: error:", "No such file", "Give the path"]),
            Mistake(
                testDescription: "a folder for a pipeline", arguments: ["run", "files", "--output", "out"],
                parts: ["files: error:", "Is a directory", "Give the path"]),
            Mistake(
                testDescription: "a pipeline that is not text", before: #"printf '\377\376' > odd.yaml"#,
                arguments: ["run", "odd.yaml", "--output", "out"],
                parts: ["odd.yaml: error:", "not UTF-8 text. Save it as UTF-8."]),
            Mistake(
                testDescription: "a pipeline that is not YAML", before: "printf 'name: [x' > odd.yaml",
                arguments: ["run", "odd.yaml", "--output", "out"], parts: ["odd.yaml:", "error: this is not YAML"]),
            Mistake(
                testDescription: "an unknown option of a stage",
                arguments: ["run", "pipeline.yaml", "--output", "out", "--set", "stages.clean.min_char=3"],
                parts: ["error:", "min_char", "min_chars"]),
            Mistake(
                testDescription: "a plan that is not there",
                arguments: ["worker", "none.json", "--output", "out", "--list"],
                parts: ["none.json: error:", "No such file", "curate plan --json"]),
            Mistake(
                testDescription: "a plan that is none", before: "printf '{}' > odd.json",
                arguments: ["worker", "odd.json", "--output", "out", "--list"],
                parts: ["odd.json: error: this is not a stored plan. Make one with curate plan --json."]),
            Mistake(
                testDescription: "a corpus unknown", arguments: ["corpora", "show", "lcqcm"],
                parts: ["error: there is no corpus 'lcqcm'. Did you mean 'lcqmc'?"]),
            Mistake(
                testDescription: "a stage unknown", arguments: ["stages", "dedupe"],
                parts: ["error: there is no stage 'dedupe'. Did you mean 'dedup'?"]),
            Mistake(
                testDescription: "nothing to audit", arguments: ["audit", "nowhere"],
                parts: ["error:", "no file or folder 'nowhere'", "Give a path"]),
        ]

        @Test(arguments: mistakes)
        func isTheCommandLinesFault(mistake: Mistake) throws {
            #expect(try bench.shell("cp files/train.tsv kept; \(mistake.before)").code == 0)
            bench.expect(
                try Program.run(mistake.arguments, in: bench.scratch.path), code: 2, saying: mistake.parts)
            guard let mend = mistake.mend else { return }
            #expect(try bench.shell(mend).code == 0)
            try bench.expectTheUndisturbedBytes()
        }

        @Test func optionsOutOfRangeAreRefused() throws {
            for option in [["--threads", "0"], ["--memory", "63MiB"], ["--memory", "much"], ["--no-such"]] {
                let outcome = try bench.run("out", option)
                #expect(outcome.code == 2, "\(option): \(outcome.errors)")
                #expect(outcome.errors.contains(option[0]), "\(outcome.errors)")
            }
        }

        @Test func aFolderWithoutOrWithADamagedManifestDoesNotVerify() throws {
            let none = try Program.run(["verify", "files"], in: bench.scratch.path)
            #expect(none.code == 1)
            #expect(none.errors.contains("files has no manifest.json"), "\(none.errors)")
            #expect(try bench.run().code == 0)
            try bench.scratch.write("out/manifest.json", #"{"format": 1, "#)
            let damaged = try Program.run(["verify", "out"], in: bench.scratch.path)
            #expect(damaged.code == 1)
            #expect(damaged.errors.contains("out/manifest.json: error: this is no manifest"), "\(damaged.errors)")
            try bench.expectTheUndisturbedBytes()
        }

        @Test func whatWasChangedAfterwardsDoesNotVerify() throws {
            #expect(try bench.run().code == 0)
            let shard = try #require(try bench.output().files().keys.first { $0.hasPrefix("data/pairs/train-") })
            var bytes = try Data(contentsOf: URL(fileURLWithPath: bench.scratch / "out/" + shard))
            bytes[bytes.count / 2] ^= 1
            try bench.scratch.write("out/" + shard, bytes)
            let outcome = try Program.run(["verify", "out"], in: bench.scratch.path)
            #expect(outcome.code == 1)
            #expect(outcome.output.contains("\(shard) its SHA-256 is not the manifest's"), "\(outcome.output)")
        }
    }
}
