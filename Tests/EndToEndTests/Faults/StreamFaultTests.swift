import Foundation
import Testing

extension FaultTests {
    /// Standard input that ends early or is closed; standard output and error that take nothing.
    @Suite(.serialized)
    struct Streams {
        private let bench: FaultBench

        init() throws {
            bench = try FaultBench()
            let text = try String(contentsOfFile: bench.scratch / "pipeline.yaml", encoding: .utf8)
            try bench.scratch.write(
                "input.yaml",
                text.replacingOccurrences(of: "path: \"${FILES:-files}\"", with: "path: \"-\", layout: tsv")
                    .replacingOccurrences(of: "[pairs/dev]", with: "[{use: sts-b-zh, path: sample, splits: [dev]}]"))
        }

        private func run(_ folder: String, _ input: Data) throws -> Program.Outcome {
            try Program.run(["run", "input.yaml", "--quiet", "--output", folder], in: bench.scratch.path, input: input)
        }

        private var whole: Data { Data(Pairs.training.tsv.utf8) }

        /// The folder comes to its end with the whole input, as one that met no fault.
        private func expectTheUndisturbedBytes() throws {
            for folder in ["out", "undisturbed"] {
                let outcome = try run(folder, whole)
                #expect(outcome.code == 0, "\(outcome.errors)")
            }
            #expect(try bench.output().files() == bench.output("undisturbed").files())
            #expect(try bench.output().rows("train").count == FaultBench.trainingRows)
        }

        // MARK: Standard input

        @Test func inputThatEndsWithinARowLosesThatRowAlone() throws {
            let outcome = try run("out", whole.prefix(whole.count / 2))
            #expect(outcome.code == 0, "\(outcome.errors)")
            let complete = whole.prefix(whole.count / 2).filter { $0 == 10 }.count
            #expect(try bench.output().rows("train").count == complete)
            #expect(try bench.output().rejected("read").compactMap { $0["line"] as? Int } == [complete + 1])
            try expectTheUndisturbedBytes()
        }

        @Test func packedInputThatEndsEarlyStopsTheRun() throws {
            let packed = try bench.shell("gzip -nc files/train.tsv | head -c 900 > cut.gz")
            #expect(packed.code == 0)
            let cut = try Data(contentsOf: URL(fileURLWithPath: bench.scratch / "cut.gz"))
            bench.expect(try run("out", cut), code: 1, saying: ["stdin:", "the gzip stream ends too early"])
            try expectTheUndisturbedBytes()
        }

        @Test func inputWithoutAByteHasNoRows() throws {
            let outcome = try run("out", Data())
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("pairs/train (train): 0 rows"), "\(outcome.output)")
            try expectTheUndisturbedBytes()
        }

        @Test(arguments: [("<&-", "Bad file descriptor"), ("< .", "Is a directory")])
        func inputThatIsNoneIsNotTakenForEmpty(redirection: String, reason: String) throws {
            let outcome = try bench.shell("curate run input.yaml --quiet --output out \(redirection)")
            bench.expect(outcome, code: 3, saying: ["reading standard input: \(reason)"])
            try expectTheUndisturbedBytes()
        }

        @Test func inputCanBeReadByOneCorpusOnly() throws {
            let text = try String(contentsOfFile: bench.scratch / "input.yaml", encoding: .utf8)
            try bench.scratch.write(
                "input.yaml",
                text.replacingOccurrences(
                    of: "held_out:", with: "  - {use: pairs, path: \"-\", layout: jsonl, as: other}\nheld_out:"))
            bench.expect(
                try run("out", whole), code: 2, saying: ["input.yaml:6:5: error:", "given twice", "to a file"])
        }

        // MARK: Standard output and error

        @Test(arguments: ["corpora", "stages --schema", "plan pipeline.yaml --json", "check pipeline.yaml"])
        func resultsThatCannotBeWrittenAreAFailure(command: String) throws {
            let outcome = try bench.shell("curate \(command) > /dev/full")
            #expect(outcome.code == 3)
            #expect(outcome.errors.contains("writing standard output: No space left on device"), "\(outcome.errors)")
            let closed = try bench.shell("curate \(command) >&-")
            #expect(closed.code == 3)
            #expect(closed.errors.contains("standard output"), "\(closed.errors)")
        }

        @Test(arguments: ["2> /dev/full", "2>&-", "2> >(exec true)"])
        func aRunGoesOnWhenNobodyHearsOfIt(redirection: String) throws {
            let outcome = try bench.shell("curate run pipeline.yaml --output out \(redirection)")
            #expect(outcome.code == 0)
            try bench.expectTheUndisturbedBytes()
        }

        @Test func aReaderThatHasHadEnoughIsNoFailure() throws {
            let outcome = try bench.shell("set -o pipefail; curate stages --markdown | head -n 1")
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(outcome.output == "# Stages\n")
            #expect(outcome.errors.isEmpty)
        }
    }
}
