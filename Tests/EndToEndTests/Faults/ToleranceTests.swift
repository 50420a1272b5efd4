import Foundation
import Testing

extension FaultTests {
    /// `max_rejected`: how many unreadable rows a run puts up with. Here 2 of 222.
    @Suite(.serialized)
    struct Tolerated {
        private let bench: FaultBench

        init() throws {
            bench = try FaultBench()
            try bench.write("train.tsv", Pairs.training.tsv + "只有一列\n又是一列\n")
        }

        @Test(arguments: ["0", "1", "0.9%", "0.009", "0%"])
        func tooManyStopTheRun(most: String) throws {
            bench.expect(
                try bench.run("out", ["--set", "max_rejected=\(most)"]), code: 1,
                saying: ["pairs: 2 of 222 rows", "2 ragged_row", "out/rejected/read.jsonl", "raise max_rejected"])
            let ledger = try bench.output().rejected("read")
            #expect(ledger.compactMap { $0["line"] as? Int } == [201, 202])
            try bench.expectTheUndisturbedBytes(["--set", "max_rejected=2"])
            try bench.expectNothingLost(of: FaultBench.trainingRows + 2 + FaultBench.heldOutRows)
        }

        @Test(arguments: ["2", "1%", "0.01", "100%"])
        func noMoreThanAllowedDoNot(most: String) throws {
            let outcome = try bench.run("out", ["--set", "max_rejected=\(most)"])
            #expect(outcome.code == 0, "\(outcome.errors)")
            try bench.expectNothingLost(of: FaultBench.trainingRows + 2 + FaultBench.heldOutRows)
        }

        @Test(arguments: ["-1", "101%", "many", "1.5"])
        func whatIsNeitherCountNorShareIsRefused(most: String) throws {
            bench.expect(
                try bench.run("out", ["--set", "max_rejected=\(most)"]), code: 2,
                saying: ["'max_rejected' must be a count such as 200 or a share such as 1%"])
        }

        @Test func aCorpusMayHaveItsOwnFromTheEnvironment() throws {
            let text = try String(contentsOfFile: bench.scratch / "pipeline.yaml", encoding: .utf8)
            try bench.scratch.write(
                "pipeline.yaml",
                text.replacingOccurrences(of: "as: pairs}", with: "as: pairs, max_rejected: \"${OWN:-1}\"}"))
            bench.expect(try bench.run(), code: 1, saying: ["2 of 222 rows"])
            #expect(try bench.shell("OWN=2 curate run pipeline.yaml --output out").code == 0)
        }
    }
}
