import Glibc
import Synchronization

/// The user's wish, told by SIGINT or SIGTERM, that the program stop in good order.
public enum Interruption {
    /// From now on the first SIGINT or SIGTERM only sets `requested`; the next one ends the process.
    public static func install() {
        received.store(0, ordering: .relaxed)
        setAction(SIGINT, handler: noteSignal)
        setAction(SIGTERM, handler: noteSignal)
        unblock([SIGINT, SIGTERM])
    }

    /// True once a signal has come.
    public static var requested: Bool { signal != 0 }

    /// The signal that came, 0 while none has.
    public static var signal: Int32 { received.load(ordering: .relaxed) }

    /// Makes writing to a closed pipe fail with `EPIPE` rather than end the process.
    public static func ignoreBrokenPipe() {
        setAction(SIGPIPE, handler: SIG_IGN)
    }

    /// Makes writing beyond the limit on file sizes (`ulimit -f`) fail with `EFBIG` rather than end the process.
    public static func ignoreFileSizeSignal() {
        setAction(SIGXFSZ, handler: SIG_IGN)
    }
}

private let received = Atomic<Int32>(0)

/// Only an atomic store and `sigaction`: both are allowed in a signal handler.
private func noteSignal(_ signal: Int32) {
    received.store(signal, ordering: .relaxed)
    setAction(SIGINT, handler: SIG_DFL)
    setAction(SIGTERM, handler: SIG_DFL)
}

private func setAction(_ signal: Int32, handler: (@convention(c) (Int32) -> Void)?) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    sigaction(signal, &action, nil)
}

/// A program started from a thread that blocks signals inherits that, and could not be stopped.
private func unblock(_ signals: [Int32]) {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
}
