import Foundation
import Testing

/// `curate worker`: a plan run task by task, each in a process of its own, as a distributed engine does it.
@Suite(.serialized)
struct WorkerTests {
    private let scratch: Scratch
    private static let pipeline = ["pipelines/lcqmc-plain.yaml", "--set", "outputs.0.format=jsonl"]

    init() throws {
        scratch = try Scratch()
        let plan = try Program.run(["plan"] + Self.pipeline + ["--json"])
        try #require(plan.code == 0, "\(plan.errors)")
        try scratch.write("plan.json", plan.output)
    }

    /// A line of `--list`.
    private struct Fragment: Decodable {
        var fragment: Int
        var name: String
        var partitions: Int?
    }

    private func worker(_ folder: String, _ more: [String]) throws -> Program.Outcome {
        try Program.run(["worker", scratch / "plan.json", "--output", scratch / folder] + more)
    }

    private func task(_ folder: String, _ fragment: Int, _ partition: Int) throws -> Program.Outcome {
        try worker(folder, ["--fragment", "\(fragment)", "--partition", "\(partition)"])
    }

    private func list(_ folder: String) throws -> [Fragment] {
        let outcome = try worker(folder, ["--list"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        return try outcome.output.split(separator: "\n").map {
            try JSONDecoder().decode(Fragment.self, from: Data($0.utf8))
        }
    }

    private func run(_ folder: String) throws -> Program.Outcome {
        try Program.run(["run"] + Self.pipeline + ["--output", scratch / folder])
    }

    @Test func tasksOfWorkersGiveTheBytesOfARun() throws {
        let fragments = try list("out")
        #expect(fragments.count > 3)
        for fragment in fragments {
            // Shards are known only when everything before them is done, so the list is asked again.
            let partitions = try #require(try list("out")[fragment.fragment].partitions, "\(fragment.name)")
            for partition in (0..<partitions).reversed() {
                let outcome = try task("out", fragment.fragment, partition)
                #expect(outcome.code == 0, "\(fragment.name) \(partition): \(outcome.errors)")
                #expect(outcome.output.isEmpty)
            }
        }
        #expect(!FileManager.default.fileExists(atPath: scratch / "out/manifest.json"))
        let last = try run("out")
        #expect(last.code == 0, "\(last.errors)")
        #expect(last.errors.contains("scan: 3 of 3 tasks are done already"), "\(last.errors)")
        #expect(try run("alone").code == 0)
        #expect(try OutputFolder(scratch / "out").files() == OutputFolder(scratch / "alone").files())
    }

    @Test func aTaskRunTwiceOrAtTheSameTimeIsRunOnce() throws {
        let twins = (0..<3).map { _ in
            Program.process(
                ["worker", scratch / "plan.json", "--output", scratch / "out", "--fragment", "0", "--partition", "0"])
        }
        for twin in twins { try twin.run() }
        for twin in twins {
            twin.waitUntilExit()
            #expect(twin.terminationStatus == 0)
        }
        #expect(try run("out").code == 0)
        #expect(try run("alone").code == 0)
        #expect(try OutputFolder(scratch / "out").files() == OutputFolder(scratch / "alone").files())
    }

    @Test func aTaskThatCannotBeRunFailsAndPublishesNothing() throws {
        let fragments = try list("out")
        for (fragment, partition) in [(fragments.count, 0), (0, 3), (-1, 0), (0, -1)] {
            let outcome = try worker("out", ["--fragment=\(fragment)", "--partition=\(partition)"])
            #expect(outcome.code == 2, "\(fragment) \(partition): \(outcome.errors)")
            #expect(outcome.errors.contains("error:"), "\(outcome.errors)")
        }
        for fragment in fragments.dropFirst() where fragment.name != "ledger" {
            let early = try task("out", fragment.fragment, 0)
            #expect(early.code != 0, "\(fragment.name) was run before those it reads")
            #expect(early.errors.contains("error:"), "\(early.errors)")
        }
        #expect(try OutputFolder(scratch / "out").files().isEmpty)
        #expect(try run("out").code == 0)
        #expect(try run("alone").code == 0)
        #expect(try OutputFolder(scratch / "out").files() == OutputFolder(scratch / "alone").files())
    }

    @Test func aLedgerWrittenTooEarlyIsNotTakenForWhole() throws {
        let ledger = try #require(try list("out").first { $0.name == "ledger" })
        let early = try task("out", ledger.fragment, 0)
        #expect(try run("out").code == 0)
        #expect(try run("alone").code == 0)
        let (found, wanted) = (try OutputFolder(scratch / "out").files(), try OutputFolder(scratch / "alone").files())
        #expect(early.code != 0)
        #expect(found == wanted)
    }

    @Test func fragmentAndPartitionGoTogether() throws {
        for more in [["--fragment", "0"], ["--partition", "0"], ["--list", "--fragment", "0"], []] {
            let outcome = try worker("out", more)
            #expect(outcome.code == 2, "\(more): \(outcome.errors)")
            #expect(outcome.errors.contains("--list") || outcome.errors.contains("go together"), "\(outcome.errors)")
        }
    }

    @Test func aPlanOfAnotherVersionIsRefused() throws {
        let plan = try String(contentsOfFile: scratch / "plan.json", encoding: .utf8)
        let version = try #require(plan.range(of: #""version" : [0-9]+"#, options: .regularExpression))
        try scratch.write("plan.json", plan.replacingCharacters(in: version, with: "\"version\" : 999"))
        let outcome = try worker("out", ["--list"])
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("version 999"), "\(outcome.errors)")
        #expect(outcome.errors.contains("curate plan --json"), "\(outcome.errors)")
    }
}
