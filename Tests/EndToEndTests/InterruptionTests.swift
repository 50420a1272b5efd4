import Foundation
import Testing

/// What is left when a run is stopped.
@Suite(.serialized)
struct InterruptionTests {
    private func arguments(_ folder: String) -> [String] {
        ["run", "pipelines/lcqmc.yaml", "--output", folder, "--threads", "2"]
    }

    private func start(_ folder: String) throws -> Process {
        let process = Program.process(arguments(folder))
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    @Test func killedFiftyTimesItEndsWithTheSameBytes() throws {
        let scratch = try Scratch()
        let started = Date()
        #expect(try Program.run(arguments(scratch / "whole")).code == 0)
        let whole = Date().timeIntervalSince(started)
        let reference = try OutputFolder(scratch / "whole").files()
        var random = SplitMix(state: 4)
        var kills = 0
        var rounds = 0
        while kills < 50 && rounds < 200 {
            rounds += 1
            // A run that ended is begun anew in another folder.
            let folder = scratch / "killed-\(rounds / 8)"
            let process = try start(folder)
            Thread.sleep(forTimeInterval: whole * random.unit())
            if process.isRunning {
                kill(process.processIdentifier, SIGKILL)
                kills += 1
            }
            process.waitUntilExit()
        }
        #expect(kills == 50)
        for round in 0...(rounds / 8) where FileManager.default.fileExists(atPath: scratch / "killed-\(round)") {
            #expect(try Program.run(arguments(scratch / "killed-\(round)")).code == 0)
            #expect(try OutputFolder(scratch / "killed-\(round)").files() == reference)
        }
    }

    @Test func controlCLeavesAStateToGoOnFrom() throws {
        let scratch = try Scratch()
        let pairs = (0..<200_000).map { "如何办理第\($0)号业务\t第\($0)号业务怎么办理\t\($0 % 2)\n" }.joined()
        let corpus = try scratch.write("corpus/train.txt", pairs)
        _ = corpus
        let run = ["run", "pipelines/lcqmc.yaml", "--set", "held_out=[]", "--output", scratch / "out"]
        let process = Program.process(run, environment: ["LCQMC": scratch / "corpus"])
        let errors = scratch / "errors"
        FileManager.default.createFile(atPath: errors, contents: nil)
        process.standardError = FileHandle(forWritingAtPath: errors)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        Thread.sleep(forTimeInterval: 0.7)
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(try String(contentsOfFile: errors, encoding: .utf8).contains("goes on from there"))
        #expect(!FileManager.default.fileExists(atPath: scratch / "out/manifest.json"))
        #expect(try Program.run(run, environment: ["LCQMC": scratch / "corpus"]).code == 0)
    }

    @Test func aSecondRunIntoOneFolderRefuses() throws {
        let scratch = try Scratch()
        let process = try start(scratch / "out")
        var refused: Program.Outcome?
        while process.isRunning && refused == nil {
            let second = try Program.run(arguments(scratch / "out"))
            if second.code == 2 { refused = second }
        }
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(refused?.errors.contains("another run") == true)
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
