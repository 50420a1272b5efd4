import Glibc

/// An open file descriptor, closed with its last owner.
final class Descriptor: Sendable {
    let number: Int32
    private let isOwned: Bool

    /// Takes over `number`; a descriptor that is not `owned` (standard input) stays open.
    init(adopting number: Int32, owned: Bool = true) {
        self.number = number
        self.isOwned = owned
    }

    /// Opens `path`; never inherited by child processes.
    convenience init(opening path: String, flags: Int32, doing: String = "opening") throws {
        let number = retrying { open(path, flags | O_CLOEXEC, 0o666) }
        guard number >= 0 else { throw SystemFailure.last(doing: doing, path: path) }
        self.init(adopting: number)
    }

    deinit {
        if isOwned { close(number) }
    }

    /// Status of the open file.
    func status(path: String) throws -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemFailure.last(doing: "examining", path: path) }
        return status
    }
}

/// Repeats a call that a signal interrupted.
func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result != -1 || errno != EINTR { return result }
    }
}

extension mode_t {
    var isFolder: Bool { self & S_IFMT == S_IFDIR }
    var isRegularFile: Bool { self & S_IFMT == S_IFREG }
}
