internal import CurateCore
internal import Files

/// Waiting that ends when the user wants the program to end.
enum Pause {
    /// - Throws: `Interrupted`.
    static func wait(seconds: Double) throws {
        let end = Clock.monotonicSeconds + seconds
        try wait { Clock.monotonicSeconds >= end }
    }

    /// Returns once `isOver` gives true, which it is asked every few milliseconds.
    /// - Throws: `Interrupted`.
    static func wait(until isOver: () -> Bool) throws {
        while !isOver() {
            if Interruption.requested { throw Interrupted() }
            Clock.sleep(seconds: 0.005)
        }
    }
}
