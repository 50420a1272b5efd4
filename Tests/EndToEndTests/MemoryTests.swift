import Foundation
import Testing

/// `--memory`: what a run keeps to, and that it decides nothing else.
@Suite(.serialized)
struct MemoryTests {
    private static let budget = 80 << 20

    /// A corpus of `bytes` in long rows, since time goes by rows and memory by bytes.
    private func corpus(_ scratch: Scratch, bytes: Int, textBytes: Int) throws {
        try scratch.write("corpus/dev.txt", "开放时间是几点\t几点开放\t1\n")
        let train = try scratch.write("corpus/train.txt", "")
        let file = try #require(FileHandle(forWritingAtPath: train))
        let body = Data((0..<8192).map { String(UnicodeScalar(0x4E00 + $0 * 7919 % 8000) ?? "一") }.joined().utf8)
        var (written, row) = (0, 0)
        while written < bytes {
            let start = row * 393 % (body.count / 6) * 3
            let line =
                Data("第\(row)份说明".utf8) + body[start..<(start + textBytes / 3 * 3)]
                + Data("\t第\(row)份说明的要点\t\(row % 2)\n".utf8)
            try file.write(contentsOf: line)
            written += line.count
            row += 1
        }
        try file.close()
    }

    private func pipeline(_ scratch: Scratch) throws {
        try scratch.write(
            "pipeline.yaml",
            """
            name: memory
            seed: 7
            corpora: [{use: lcqmc, path: corpus}]
            held_out: [lcqmc/dev]
            stages:
              - normalize
              - clean
              - dedup
              - guard: {levels: [pair, sentence]}
              - shuffle
            outputs: [{view: pairs, format: jsonl.zst}]

            """)
    }

    private func run(_ scratch: Scratch, _ folder: String, _ more: [String]) throws -> Program.Outcome {
        try Program.run(["run", "pipeline.yaml", "--output", folder, "--threads", "2"] + more, in: scratch.path)
    }

    @Test func tenTimesTheBudgetIsReadWithinIt() throws {
        let scratch = try Scratch()
        try corpus(scratch, bytes: 10 * Self.budget, textBytes: 11_000)
        try pipeline(scratch)
        let process = Program.process(
            ["run", "pipeline.yaml", "--output", "out", "--threads", "2", "--memory", "80MiB"], in: scratch.path)
        let progress = scratch / "progress"
        _ = FileManager.default.createFile(atPath: progress, contents: nil)
        process.standardError = FileHandle(forWritingAtPath: progress)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let memory = PeakMemory(of: process, progress: progress)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(memory.bytes > 8 << 20, "nothing was measured")
        #expect(memory.bytes <= Self.budget, "\(memory.story)")
    }

    @Test func anotherBudgetChangesNoByte() throws {
        let scratch = try Scratch()
        try corpus(scratch, bytes: 12 << 20, textBytes: 900)
        try pipeline(scratch)
        for (folder, memory) in [("small", "80MiB"), ("large", "1GiB")] {
            #expect(try run(scratch, folder, ["--memory", memory]).code == 0)
        }
        let (small, large) = (try OutputFolder(scratch / "small").files(), try OutputFolder(scratch / "large").files())
        let shards = [small, large].map { $0.filter { !["manifest.json", "README.md"].contains($0.key) } }
        #expect(shards[0] == shards[1])
        #expect(shards[0].count >= 3)
        #expect(small == large)
    }

    /// A run that was stopped while it read, and is resumed with a little more memory, cuts its inputs elsewhere.
    @Test func resumedWithAnotherBudgetItLosesNothing() throws {
        let scratch = try Scratch()
        try corpus(scratch, bytes: 22_500_000, textBytes: 900)
        try pipeline(scratch)
        #expect(try run(scratch, "out", ["--memory", "100MB"]).code == 0)
        try forgetAllButTheFirstReads(scratch / "out")
        let resumed = try run(scratch, "out", ["--memory", "101MB"])
        #expect(resumed.code == 0, "\(resumed.errors)")
        #expect(try run(scratch, "fresh", ["--memory", "101MB"]).code == 0)
        let resumedFiles = try OutputFolder(scratch / "out").files()
        let freshFiles = try OutputFolder(scratch / "fresh").files()
        #expect(resumedFiles == freshFiles)
    }

    /// Leaves a folder as a kill during the reading would: without the second piece, and without all that came later.
    private func forgetAllButTheFirstReads(_ folder: String) throws {
        let files = FileManager.default
        try files.removeItem(atPath: folder + "/manifest.json")
        for name in try files.contentsOfDirectory(atPath: folder + "/.curate/work") {
            let path = folder + "/.curate/work/" + name
            try files.removeItem(atPath: name.hasPrefix("scan-") ? path + "/task-00001" : path)
        }
    }
}

/// The most memory that a process was seen to have resident, and when.
final class PeakMemory {
    private(set) var bytes = 0
    /// By what the process had told last: how far memory had grown until then.
    private var phases: [(told: String, bytes: Int)] = []

    var story: String { phases.map { "\($0.bytes >> 10) KiB after '\($0.told)'" }.joined(separator: ", ") }

    /// Watches a process to its end; the system keeps the peak, so that looking seldom loses only the last moment.
    init(of process: Process, progress: String) {
        while process.isRunning {
            if let peak = Self.peak(of: process.processIdentifier), peak > bytes {
                bytes = peak
                remember(peak, (try? String(contentsOfFile: progress, encoding: .utf8)) ?? "")
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }

    private func remember(_ peak: Int, _ progress: String) {
        let told = progress.split(separator: "\n").last.map(String.init) ?? "the start"
        if phases.last?.told == told { phases.removeLast() }
        phases.append((told, peak))
    }

    private static func peak(of process: Int32) -> Int? {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 << 10 }
    }
}
