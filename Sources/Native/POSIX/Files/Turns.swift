import Synchronization

/// Hands out the numbers from 0 to a count, each once, to whichever thread asks next.
public final class Turns: Sendable {
    private let count: Int
    private let next = Mutex(0)

    public init(_ count: Int) { self.count = count }

    /// The next number; nil when none is left.
    public func take() -> Int? {
        next.withLock { next in
            guard next < count else { return nil }
            defer { next += 1 }
            return next
        }
    }

    /// Hands out no more: what is begun may end, the rest need not be done.
    public func end() { next.withLock { $0 = count } }
}
