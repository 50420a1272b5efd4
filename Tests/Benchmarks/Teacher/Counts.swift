import Synchronization

/// A number for each thread.
final class Counts: Sendable {
    private let values: Mutex<[Int]>

    init(threads: Int) { values = Mutex([Int](repeating: 0, count: threads)) }

    func set(_ thread: Int, _ count: Int) { values.withLock { $0[thread] = count } }

    var sum: Int { values.withLock { $0.reduce(0, +) } }
}
