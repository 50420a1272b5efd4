import Glibc

/// A program that this one waits for. It has nothing to read, and all it writes goes to standard error.
public enum ForegroundProgram {
    /// Runs `command`, its first word looked up on the PATH, to its end.
    ///
    /// A signal that asks this program to stop is handed on to it and all it started, which may end in good order.
    /// Throws `SystemFailure` when it cannot be started.
    public static func run(_ command: [String], environment: [String: String]) throws -> ChildProcess.Ending {
        precondition(!command.isEmpty, "a program has a name")
        let nothing = try Descriptor(opening: "/dev/null", flags: O_RDONLY)
        let errors = Descriptor(adopting: STDERR_FILENO, owned: false)
        let id = try ChildProcess.start(command, environment, [nothing, errors, errors])
        var handedOn = false
        var status: Int32 = 0
        while retrying({ waitpid(id, &status, WNOHANG) }) == 0 {
            if Interruption.requested, !handedOn {
                handedOn = true
                Glibc.kill(-id, Interruption.signal)
            }
            usleep(20_000)
        }
        return ChildProcess.Ending(status: status)
    }

    /// Where the PATH has a program of this name; nil where it has none. A name with a slash is a path.
    public static func find(_ name: String, path: String) -> String? {
        let places = name.contains("/") ? [name] : path.split(separator: ":").map { "\($0)/\(name)" }
        return places.first { access($0, X_OK) == 0 && !FileSystem.isDirectory($0) }
    }
}
