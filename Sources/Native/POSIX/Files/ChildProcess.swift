import Glibc
import Synchronization

/// A program that runs beside this one and is talked to through its standard streams.
///
/// One thread at a time may use it. It forms a process group of its own, so Ctrl-C does not reach it: whoever owns it
/// ends it, and with the owner it is killed.
public final class ChildProcess {
    /// What came next.
    public enum Event: Sendable, Equatable {
        case output([UInt8])
        /// The time was up, or a signal came.
        case nothing
        /// The program closed its standard output, mostly because it ended.
        case endOfOutput
    }

    /// How a program ended.
    public enum Ending: Sendable, Equatable, CustomStringConvertible {
        case exited(Int32)
        case killed(signal: Int32)

        /// - Parameter status: as `waitpid` tells it.
        init(status: Int32) {
            let signal = status & 0x7f
            self = signal == 0 ? .exited(status >> 8 & 0xff) : .killed(signal: signal)
        }

        /// "it ended with exit code 3" or "signal 9 (Killed) ended it".
        public var description: String {
            switch self {
            case .exited(let code): return "it ended with exit code \(code)"
            case .killed(let signal):
                let name = strsignal(signal).map { " (" + String(cString: $0) + ")" } ?? ""
                return "signal \(signal)\(name) ended it"
            }
        }
    }

    public let command: [String]
    private let id: pid_t
    private var input: Descriptor?
    private var output: Descriptor?
    private var errors: Descriptor?
    private var pending: ArraySlice<UInt8> = []
    private var tail: [UInt8] = []
    private var ending: Ending?

    /// Starts `command`, its first word looked up on the PATH. Throws `SystemFailure`.
    public init(_ command: [String], environment: [String: String]) throws {
        precondition(!command.isEmpty, "a program has a name")
        Interruption.ignoreBrokenPipe()
        self.command = command
        let started = try starting.withLock { _ in
            let pipes = (input: try Pipe(), output: try Pipe(), errors: try Pipe())
            let ends = [pipes.input.reading, pipes.output.writing, pipes.errors.writing]
            return (pipes: pipes, id: try Self.spawn(command, environment, ends))
        }
        id = started.id
        let own = (started.pipes.input.writing, started.pipes.output.reading, started.pipes.errors.reading)
        (input, output, errors) = own
        for end in [own.0, own.1, own.2] { setNonblocking(end) }
    }

    deinit { kill() }

    /// The last of what it wrote to standard error, at most 4 KiB.
    public var errorTail: [UInt8] { tail }

    /// Queues bytes for its standard input; `next` delivers them.
    public func send(_ bytes: [UInt8]) { pending.append(contentsOf: bytes) }

    /// Waits at most `seconds` for output, meanwhile delivering what was queued and gathering standard error.
    ///
    /// Throws `SystemFailure`.
    public func next(seconds: Double) throws -> Event {
        guard let output else { return .endOfOutput }
        var polls = [poll(output, POLLIN)]
        if let errors { polls.append(poll(errors, POLLIN)) }
        if let input, !pending.isEmpty { polls.append(poll(input, POLLOUT)) }
        let count = Glibc.poll(&polls, nfds_t(polls.count), Int32(max(0, min(seconds, 3600)) * 1000))
        if count < 0, errno != EINTR { throw SystemFailure.last(doing: "waiting for", path: command[0]) }
        guard count > 0 else { return .nothing }
        if let input, ready(polls, input) { try deliver(input) }
        if let errors, ready(polls, errors) { try gather(errors) }
        return ready(polls, output) ? try read(output) : .nothing
    }

    /// Closes its standard input, which tells it to end, and waits; kills it after `seconds`.
    public func finish(seconds: Double) -> Ending {
        input = nil
        let end = Clock.monotonicSeconds + seconds
        while Clock.monotonicSeconds < end {
            if let ending = reap(waiting: false) { return ending }
            // Its pipes are drained meanwhile: a full one would keep it from ending.
            if (try? next(seconds: 0.01)) != .nothing { usleep(1000) }
        }
        return kill()
    }

    /// Sends it a signal, such as 2 for an interruption.
    public func signal(_ number: Int32) {
        if ending == nil { Glibc.kill(id, number) }
    }

    /// Ends it and all it started, at once.
    @discardableResult
    public func kill() -> Ending {
        if let ending { return ending }
        Glibc.kill(-id, SIGKILL)
        return reap(waiting: true) ?? .killed(signal: SIGKILL)
    }

    private func reap(waiting: Bool) -> Ending? {
        if let ending { return ending }
        var status: Int32 = 0
        let outcome = retrying { waitpid(id, &status, waiting ? 0 : WNOHANG) }
        guard outcome != 0 else { return nil }
        // Whatever it had started goes with it.
        Glibc.kill(-id, SIGKILL)
        if let errors { try? gather(errors) }
        ending = Ending(status: status)
        return ending
    }

    // MARK: Streams

    private func poll(_ descriptor: Descriptor, _ events: Int32) -> pollfd {
        pollfd(fd: descriptor.number, events: Int16(events), revents: 0)
    }

    private func ready(_ polls: [pollfd], _ descriptor: Descriptor) -> Bool {
        polls.contains { $0.fd == descriptor.number && $0.revents != 0 }
    }

    private func deliver(_ input: Descriptor) throws {
        let count = pending.withUnsafeBytes { bytes in retrying { write(input.number, bytes.baseAddress, bytes.count) }
        }
        if count >= 0 {
            pending = pending.dropFirst(count)
        } else if errno == EPIPE {
            // It reads no more; its end is told by its output.
            (self.input, pending) = (nil, [])
        } else if errno != EAGAIN {
            throw SystemFailure.last(doing: "writing to", path: command[0])
        }
    }

    private func gather(_ errors: Descriptor) throws {
        guard let bytes = try Self.bytes(errors, command[0]) else { return }
        if bytes.isEmpty { self.errors = nil }
        tail = Array((tail + bytes).suffix(4096))
    }

    private func read(_ output: Descriptor) throws -> Event {
        guard let bytes = try Self.bytes(output, command[0]) else { return .nothing }
        if !bytes.isEmpty { return .output(bytes) }
        self.output = nil
        return .endOfOutput
    }

    /// What can be read now: nil for nothing, empty at the end.
    private static func bytes(_ descriptor: Descriptor, _ name: String) throws -> [UInt8]? {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, filled in
            count = retrying { Glibc.read(descriptor.number, buffer.baseAddress, buffer.count) }
            filled = max(0, count)
        }
        if count >= 0 { return bytes }
        if errno == EAGAIN { return nil }
        throw SystemFailure.last(doing: "reading from", path: name)
    }

    // MARK: Starting

    /// Starts a program with these standard streams; whoever asks waits for it.
    static func start(
        _ command: [String], _ environment: [String: String], _ streams: [Descriptor]
    ) throws -> pid_t {
        try starting.withLock { _ in try spawn(command, environment, streams) }
    }

    private static func spawn(
        _ command: [String], _ environment: [String: String], _ streams: [Descriptor]
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, stream) in streams.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, stream.number, Int32(number))
        }
        var attributes = startAttributes()
        defer { posix_spawnattr_destroy(&attributes) }
        var id = pid_t()
        let code = withStrings(command) { arguments in
            withStrings(environment.map { "\($0.key)=\($0.value)" }.sorted()) { variables in
                posix_spawnp(&id, command[0], &actions, &attributes, arguments, variables)
            }
        }
        guard code == 0 else { throw SystemFailure(code: code, doing: "starting", path: command[0]) }
        return id
    }

    /// A group of its own, no signal blocked, and broken pipes deadly again, as programs expect.
    private static func startAttributes() -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))
        return attributes
    }

    private static func withStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        return body(copies)
    }
}

/// Held while pipes are made and a child is started: another child started in between would inherit pipe ends, and
/// keep this one from seeing that its input is closed.
private let starting = Mutex(())

/// A pipe whose ends are closed in children, but for those handed over as standard streams.
private struct Pipe {
    let reading: Descriptor
    let writing: Descriptor

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SystemFailure.last(doing: "opening", path: "a pipe") }
        reading = Descriptor(adopting: ends[0])
        writing = Descriptor(adopting: ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
}

private func setNonblocking(_ descriptor: Descriptor) {
    _ = fcntl(descriptor.number, F_SETFL, fcntl(descriptor.number, F_GETFL) | O_NONBLOCK)
}
