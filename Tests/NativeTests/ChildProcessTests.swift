import Files
import Foundation
import Testing

@Suite struct ChildProcessTests {
    private func start(_ script: String, _ environment: [String: String] = ["PATH": "/usr/bin:/bin"]) throws
        -> ChildProcess
    {
        try ChildProcess(["sh", "-c", script], environment: environment)
    }

    /// Everything it writes until it closes its output.
    private func output(of process: ChildProcess) throws -> String {
        var bytes: [UInt8] = []
        while true {
            switch try process.next(seconds: 10) {
            case .output(let more): bytes += more
            case .nothing: continue
            case .endOfOutput: return String(decoding: bytes, as: UTF8.self)
            }
        }
    }

    @Test func speaksAndListens() throws {
        let process = try start("read line; echo \"heard $line\"; echo oops >&2; exit 3")
        process.send(Array("你好\n".utf8))
        #expect(try output(of: process) == "heard 你好\n")
        #expect(process.finish(seconds: 10) == .exited(3))
        #expect(process.errorTail == Array("oops\n".utf8))
    }

    /// Far more than pipes hold, both ways at once.
    @Test func fullPipesDoNotBlock() throws {
        let process = try start("cat; seq 1 20000 >&2")
        let sent = [UInt8](pseudoRandom: 3_000_000)
        process.send(sent)
        var found: [UInt8] = []
        while found.count < sent.count {
            if case .output(let bytes) = try process.next(seconds: 10) { found += bytes }
        }
        #expect(found == sent)
        #expect(process.finish(seconds: 20) == .exited(0))
        #expect(String(decoding: process.errorTail, as: UTF8.self).hasSuffix("19999\n20000\n"))
        #expect(process.errorTail.count == 4096)
    }

    @Test func closedInputIsTheEnd() throws {
        #expect(try start("cat >/dev/null; exit 5").finish(seconds: 10) == .exited(5))
    }

    @Test func whatDoesNotEndIsKilledWithAllItStarted() throws {
        try withTemporaryFolder { folder in
            let process = try start("sleep 300 & echo $! > \(folder)/id; wait")
            while !FileSystem.exists("\(folder)/id") { _ = try process.next(seconds: 0.01) }
            #expect(process.finish(seconds: 0.1) == .killed(signal: 9))
            let id = String(decoding: try FileSystem.readAll("\(folder)/id"), as: UTF8.self)
            let number = try #require(Int32(id.trimmingCharacters(in: .whitespacesAndNewlines)))
            // The orphan is gone, or a zombie for a moment.
            var alive = true
            for _ in 0..<200 where alive {
                let state = (try? FileSystem.readAll("/proc/\(number)/stat")).map {
                    String(decoding: $0, as: UTF8.self)
                }
                alive = state.map { !$0.contains(") Z ") } ?? false
                if alive { Clock.sleep(seconds: 0.01) }
            }
            #expect(!alive)
        }
    }

    @Test func oneThatIsForgottenIsKilled() throws {
        try withTemporaryFolder { folder in
            do {
                let process = try start("echo $$ > \(folder)/id; sleep 300")
                while !FileSystem.exists("\(folder)/id") { _ = try process.next(seconds: 0.01) }
            }
            let id = String(decoding: try FileSystem.readAll("\(folder)/id"), as: UTF8.self)
            let number = try #require(Int32(id.trimmingCharacters(in: .whitespacesAndNewlines)))
            #expect(kill(number, 0) == -1)
        }
    }

    /// Else the first would not see the end of its input.
    @Test func laterProgramsDoNotInheritPipes() throws {
        let first = try start("cat")
        let second = try start("sleep 60")
        #expect(first.finish(seconds: 10) == .exited(0))
        second.kill()
    }

    @Test func aMissingProgramIsAFailure() throws {
        let failure = try #require(throws: SystemFailure.self) {
            try ChildProcess(["/no/such/program"], environment: [:])
        }
        #expect(failure.path == "/no/such/program")
    }

    @Test func aWriterToTheDeadIsNotEnded() throws {
        let process = try start("exec 0<&-; sleep 0.2; exit 4")
        for _ in 0..<50 {
            process.send([UInt8](repeating: 65, count: 100_000))
            if try process.next(seconds: 0.05) == .endOfOutput { break }
        }
        #expect(process.finish(seconds: 10) == .exited(4))
    }

    @Test func linesAreAppendedWhole() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/lines"
            try LineAppender(path: path).append(Array("one\n".utf8))
            try LineAppender(path: path).append(Array("two\nhal".utf8))
            try LineAppender(path: path).append(Array("three\n".utf8))
            #expect(try FileSystem.readAll(path) == Array("one\ntwo\nthree\n".utf8))
            #expect(throws: SystemFailure.self) { try LineAppender(path: "\(folder)/none/lines") }
        }
    }
}
