internal import Synchronization

/// The answers that threads of this process are about to get, each by one of them.
final class Claims: Sendable {
    private let taken = Mutex<Set<AnswerKey>>([])

    /// Takes those of `keys` that nobody has; whoever waits for others holds none, so that no two wait for each other.
    func take(_ keys: [AnswerKey]) -> Set<AnswerKey> {
        taken.withLock { taken in
            let free = Set(keys).subtracting(taken)
            taken.formUnion(free)
            return free
        }
    }

    func release(_ keys: Set<AnswerKey>) { taken.withLock { $0.subtract(keys) } }
}
