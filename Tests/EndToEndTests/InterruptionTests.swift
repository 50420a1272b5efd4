import Foundation
import Testing

/// What is left when a run is stopped.
@Suite(.serialized)
struct InterruptionTests {
    /// Pairs enough for a run of some seconds, or of some tenths of a second.
    private func corpus(_ scratch: Scratch, pairs: Int) throws {
        for (name, range) in [("train.txt", 0..<pairs), ("dev.txt", pairs..<(pairs + 50))] {
            let lines = range.map { "如何办理第\($0)号业务\t第\($0 % 997)号业务怎么办理\t\($0 % 2)\n" }
            try scratch.write("corpus/" + name, lines.joined())
        }
        try scratch.write("corpus/test.txt", "")
    }

    private func arguments(_ folder: String) -> [String] {
        ["run", "pipelines/lcqmc-plain.yaml", "--output", folder, "--threads", "2"]
    }

    private func start(_ scratch: Scratch, _ folder: String, errors: String? = nil) throws -> Process {
        let process = Program.process(arguments(folder), environment: ["LCQMC": scratch / "corpus"])
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        if let errors {
            _ = FileManager.default.createFile(atPath: errors, contents: nil)
            process.standardError = FileHandle(forWritingAtPath: errors)
        }
        try process.run()
        return process
    }

    private func finish(_ scratch: Scratch, _ folder: String) throws -> [String: Data] {
        let outcome = try Program.run(arguments(folder), environment: ["LCQMC": scratch / "corpus"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        return try OutputFolder(folder).files()
    }

    @Test func killedFiftyTimesItEndsWithTheSameBytes() throws {
        let scratch = try Scratch()
        try corpus(scratch, pairs: 1000)
        let started = Date()
        let reference = try finish(scratch, scratch / "whole")
        let whole = Date().timeIntervalSince(started)
        var random = SplitMix(state: 4)
        var (kills, rounds) = (0, 0)
        while kills < 50 && rounds < 400 {
            // Several kills hit one folder, which is then brought to its end; a run that ended is begun anew.
            let folder = scratch / "killed-\(rounds / 5)"
            let process = try start(scratch, folder)
            Thread.sleep(forTimeInterval: whole * random.unit())
            if process.isRunning {
                kill(process.processIdentifier, SIGKILL)
                kills += 1
            }
            process.waitUntilExit()
            rounds += 1
            if rounds % 5 == 0 { #expect(try finish(scratch, folder) == reference) }
        }
        #expect(kills >= 50)
        #expect(reference.keys.contains("manifest.json"))
    }

    @Test func controlCLeavesAStateToGoOnFrom() throws {
        let scratch = try Scratch()
        try corpus(scratch, pairs: 60_000)
        let process = try start(scratch, scratch / "out", errors: scratch / "errors")
        try waitForWork(in: scratch / "out", of: process)
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(try String(contentsOfFile: scratch / "errors", encoding: .utf8).contains("goes on from there"))
        #expect(!FileManager.default.fileExists(atPath: scratch / "out/manifest.json"))
        #expect(try finish(scratch, scratch / "out") == finish(scratch, scratch / "undisturbed"))
    }

    @Test func aSecondRunIntoOneFolderRefuses() throws {
        let scratch = try Scratch()
        try corpus(scratch, pairs: 20_000)
        let process = try start(scratch, scratch / "out")
        try waitForWork(in: scratch / "out", of: process)
        let second = try Program.run(arguments(scratch / "out"), environment: ["LCQMC": scratch / "corpus"])
        #expect(second.code == 2)
        #expect(second.errors.contains("another run"), "\(second.errors)")
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    /// Until the run has locked its folder and begun to work.
    private func waitForWork(in folder: String, of process: Process) throws {
        while process.isRunning && !FileManager.default.fileExists(atPath: folder + "/.curate/work") {
            Thread.sleep(forTimeInterval: 0.005)
        }
    }
}

/// A small seeded generator, so that a failing test can be repeated.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
