import Glibc

/// Runs blocking work on threads of its own, outside the cooperative pool.
public enum Workers {
    /// Runs `body(0)` to `body(count - 1)`, each on its own thread with a stack of `stackBytes`, and waits for all.
    ///
    /// When some fail, the error of the lowest index is thrown after all have ended. Throws `SystemFailure` when
    /// a thread cannot be started; those that were started are waited for.
    public static func run(
        _ count: Int, stackBytes: Int = 8 << 20, _ body: @Sendable (Int) throws -> Void
    ) throws {
        precondition(count > 0, "at least one worker")
        try withoutActuallyEscaping(body) { body in
            var workers: [Worker] = []
            let start = Result {
                for index in 0..<count { workers.append(try Worker(index, stackBytes: stackBytes, body)) }
            }
            let outcomes = workers.map { $0.join() }
            for outcome in outcomes { try outcome.get() }
            try start.get()
        }
    }
}

/// One thread and what became of it.
private struct Worker {
    private let thread: pthread_t
    private let task: WorkerTask

    init(_ index: Int, stackBytes: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
        task = WorkerTask(index: index, body: body)
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackBytes)
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(task)
        let code = pthread_create(&thread, &attributes, runTask, argument.toOpaque())
        guard code == 0 else {
            argument.release()
            throw SystemFailure(code: code, doing: "starting thread", path: "worker \(index)")
        }
        self.thread = thread
    }

    func join() -> Result<Void, any Error> {
        pthread_join(thread, nil)
        return task.outcome
    }
}

/// Written by its thread, read after the thread was joined.
private final class WorkerTask: @unchecked Sendable {
    private let index: Int
    private let body: @Sendable (Int) throws -> Void
    private(set) var outcome: Result<Void, any Error> = .success(())

    init(index: Int, body: @escaping @Sendable (Int) throws -> Void) {
        self.index = index
        self.body = body
    }

    func run() {
        outcome = Result { try body(index) }
    }
}

private func runTask(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    Unmanaged<WorkerTask>.fromOpaque(argument).takeRetainedValue().run()
    return nil
}
