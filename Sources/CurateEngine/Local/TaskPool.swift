internal import CurateCore
internal import Files
import Synchronization

/// Runs numbered tasks on a few threads, each taking the next one when it is free.
struct TaskPool: Sendable {
    let threads: Int

    /// Runs `body` for every number; after a failure no further task begins.
    /// - Throws: the failure of the lowest-numbered task that failed; `Interrupted` when the program was asked to stop.
    func run(_ numbers: [Int], _ body: @escaping @Sendable (Int) throws -> Void) throws {
        guard !numbers.isEmpty else { return }
        let state = Mutex(State())
        try Workers.run(min(threads, numbers.count)) { _ in
            while let position = state.withLock({ $0.take(numbers.count) }) {
                guard !Interruption.requested else {
                    state.withLock { $0.fail(numbers.count, Interrupted()) }
                    return
                }
                do {
                    try body(numbers[position])
                } catch {
                    state.withLock { $0.fail(position, error) }
                }
            }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure.error }
    }

    private struct State {
        var next = 0
        var failure: (position: Int, error: any Error)?

        mutating func take(_ count: Int) -> Int? {
            guard failure == nil, next < count else { return nil }
            next += 1
            return next - 1
        }

        mutating func fail(_ position: Int, _ error: any Error) {
            if let failure, failure.position <= position { return }
            failure = (position, error)
        }
    }
}
