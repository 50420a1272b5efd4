import Files
import Foundation
import Testing

@Suite struct ForegroundProgramTests {
    private let environment = ["PATH": "/usr/bin:/bin"]

    @Test func tellsHowItEnded() throws {
        #expect(try ForegroundProgram.run(["sh", "-c", "exit 7"], environment: environment) == .exited(7))
        #expect(try ForegroundProgram.run(["sh", "-c", "kill -9 $$"], environment: environment) == .killed(signal: 9))
        // It finds nothing to read rather than the terminal.
        #expect(try ForegroundProgram.run(["sh", "-c", "read line"], environment: environment) == .exited(1))
    }

    @Test func argumentsAreGivenAsTheyAre() throws {
        let command = ["sh", "-c", "[ \"$1\" = 'a b; exit 4' ] && [ $# = 2 ]", "sh", "a b; exit 4", ""]
        #expect(try ForegroundProgram.run(command, environment: environment) == .exited(0))
    }

    @Test func aProgramThatIsNotThereFails() {
        #expect(throws: SystemFailure.self) {
            try ForegroundProgram.run(["no-such-program-anywhere"], environment: environment)
        }
        #expect(ForegroundProgram.find("no-such-program-anywhere", path: "/usr/bin:/bin") == nil)
        #expect(ForegroundProgram.find("sh", path: "/nowhere:/bin") == "/bin/sh")
        #expect(ForegroundProgram.find("/bin", path: "") == nil)
    }
}
