import CuratePlan
import CurateWorkspace
import Files
import Foundation
import Testing

@Suite struct FollowUpRunnerTests {
    private let folder: String

    init() throws { folder = try FileSystem.createTemporaryDirectory(prefix: "curate then test") }

    /// Appends a word to a file in the output folder.
    private func note(_ word: String) -> FollowUp {
        FollowUp(["sh", "-c", "echo \"$2\" >> \"$1/notes\"", "sh", "{output}", word])
    }

    private func run(_ commands: [FollowUp], _ fingerprint: String) throws {
        try FollowUpRunner(commands, output: folder, environment: ["PATH": "/usr/bin:/bin"])
            .run(fingerprint: fingerprint) { _ in }
    }

    private func notes() throws -> String { String(decoding: try FileSystem.readAll(folder + "/notes"), as: UTF8.self) }

    @Test func runsOnceForEachFingerprint() throws {
        defer { try? FileSystem.remove(folder) }
        for _ in 0..<2 { try run([note("a"), note("a"), note("b")], "1") }
        #expect(try notes() == "a\na\nb\n")
        try run([note("a")], "2")
        #expect(try notes() == "a\na\nb\na\n")
        // Only the last result is remembered, which is what the folder holds.
        try run([note("b")], "1")
        #expect(try notes() == "a\na\nb\na\nb\n")
    }

    @Test func aNewCommandRunsForAnOldResult() throws {
        defer { try? FileSystem.remove(folder) }
        try run([note("a")], "1")
        try run([note("new"), note("a")], "1")
        #expect(try notes() == "a\nnew\n")
    }

    @Test func oneThatFailsRunsAgainAndThoseBeforeItDoNot() throws {
        defer { try? FileSystem.remove(folder) }
        let failing = FollowUp(["sh", "-c", "[ -e \"$1/mended\" ] || exit 3", "sh", "{output}"])
        let commands = [note("before"), failing, note("after")]
        for _ in 0..<2 {
            let failure = #expect(throws: FollowUpFailure.self) { try run(commands, "1") }
            #expect(failure?.reason == "it ended with exit code 3")
        }
        #expect(try notes() == "before\n")
        try Data().write(to: URL(fileURLWithPath: folder + "/mended"))
        try run(commands, "1")
        #expect(try notes() == "before\nafter\n")
    }

    @Test func aProgramThatIsNotThereIsNamed() throws {
        defer { try? FileSystem.remove(folder) }
        let failure = #expect(throws: FollowUpFailure.self) {
            try run([FollowUp(["no-such-program", "{manifest}"])], "1")
        }
        #expect(failure?.command == ["no-such-program", folder + "/manifest.json"])
        #expect(failure?.reason.hasPrefix("it could not be started") == true)
    }
}
