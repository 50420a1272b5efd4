internal import CuratePlan
internal import Files
import Synchronization

/// Counts what passes through tasks, tells the listener, and looks now and then how much memory is in use.
final class RunMeter: Sendable {
    private struct State {
        var rows = 0
        var peakBytes = 0
        var lastLook = 0.0
    }

    /// Looking costs about as much as some dozens of records.
    private static let secondsBetweenLooks = 0.02

    private let listener: any RunListener
    private let state = Mutex(State())

    init(_ listener: any RunListener = SilentListener()) { self.listener = listener }

    /// Called by tasks after each batch.
    func passed(rows: Int, rejected: Int = 0) {
        let isTime = state.withLock { state in
            state.rows += rows
            let now = Clock.monotonicSeconds
            guard now - state.lastLook > Self.secondsBetweenLooks else { return false }
            state.lastLook = now
            return true
        }
        if isTime { look() }
        listener.heard(.passed(rows: rows, rejected: rejected))
    }

    private func look() {
        let bytes = Int(ProcessUsage.currentResidentBytes)
        state.withLock { $0.peakBytes = max($0.peakBytes, bytes) }
    }

    /// Starts counting anew.
    func begin() {
        state.withLock { $0 = State() }
        look()
    }

    /// - Returns: rows that passed since ``begin()``, and the most memory seen.
    func end() -> (rows: Int, peakBytes: Int) {
        look()
        return state.withLock { ($0.rows, $0.peakBytes) }
    }
}
