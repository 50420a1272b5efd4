import Glibc
import Synchronization

/// A shell command running beside the test; it reads from and writes to the test.
final class Shell {
    private let process: pid_t
    private let input: Int32
    private let output: Int32

    /// One at a time: a command must not inherit the pipes of another that is about to start.
    private static let starting = Mutex(())

    init(_ command: String) throws {
        (process, input, output) = try Self.starting.withLock { _ in try Self.start(command) }
    }

    private static func start(_ command: String) throws -> (pid_t, Int32, Int32) {
        let toChild = try makePipe()
        let fromChild = try makePipe()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO)
        var arguments: [UnsafeMutablePointer<CChar>?] =
            ["/bin/sh", "-c", command].map { (text: String) in strdup(text) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process = pid_t()
        let code = posix_spawn(&process, "/bin/sh", &actions, nil, &arguments, environ)
        close(toChild[0])
        close(fromChild[1])
        guard code == 0 else { throw ShellFailure() }
        return (process, toChild[1], fromChild[0])
    }

    private static func makePipe() throws -> [Int32] {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw ShellFailure() }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return ends
    }

    /// Waits for the next byte that the command writes; nil when it has ended.
    func waitForByte() -> UInt8? {
        var byte: UInt8 = 0
        return read(output, &byte, 1) == 1 ? byte : nil
    }

    /// Closes the command's input and waits for its end; returns its status as `waitpid` gives it.
    @discardableResult
    func finish() -> Int32 {
        var status: Int32 = 0
        close(input)
        waitpid(process, &status, 0)
        close(output)
        return status
    }
}

struct ShellFailure: Error {}
