internal import CurateCore
internal import Synchronization

/// Workers that are lent to one thread at a time, started when needed and anew when they die.
final class WorkerPool: Sendable {
    let options: WorkerOptions
    private let state: Mutex<State>

    private struct State {
        var idle: [WorkerLink] = []
        /// How many more may be lent.
        var free: Int
        var restarts: Int

        mutating func take() -> Bool {
            guard free > 0 else { return false }
            free -= 1
            return true
        }
    }

    init(_ options: WorkerOptions, first: WorkerLink) {
        self.options = options
        state = Mutex(State(idle: [first], free: options.workers, restarts: options.restarts))
    }

    deinit { for link in state.withLock({ $0.idle }) { link.finish() } }

    /// Runs `body` with a worker; after a worker's death, again with another one, until too many have died.
    func withWorker(expecting identity: String, _ body: (WorkerLink) throws -> Void) throws {
        try Pause.wait { state.withLock { $0.take() } }
        defer { state.withLock { $0.free += 1 } }
        while true {
            do {
                let link = try state.withLock { $0.idle.popLast() } ?? start(expecting: identity)
                try body(link)
                return state.withLock { $0.idle.append(link) }
            } catch let death as WorkerLink.Death {
                try countRestart(after: death)
            }
        }
    }

    private func start(expecting identity: String) throws -> WorkerLink {
        let link = try WorkerLink(options)
        guard link.identity == identity else {
            throw TeacherFailure(
                .configuration, teacher: options.name,
                "its workers are not alike: one says it is '\(identity)', another '\(link.identity)'.",
                hint: "A worker's identity must depend on its model alone.")
        }
        return link
    }

    private func countRestart(after death: WorkerLink.Death) throws {
        let left = state.withLock { state in
            state.restarts -= 1
            return state.restarts
        }
        guard left < 0 else { return }
        throw TeacherFailure(
            .system, teacher: options.name,
            "its worker failed, and was started anew \(options.restarts) times already: \(death.story)",
            hint: "The same command asks only what is unanswered; 'restarts' and 'timeout' set how patient it is.")
    }
}
