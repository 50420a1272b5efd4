import Files
import Synchronization

/// Standard output is for results, standard error for everything else.
enum Terminal {
    private static let lost = Mutex<SystemFailure?>(nil)

    /// Before anything is opened or written.
    static func prepare() {
        StandardStreams.occupyClosed()
        Interruption.ignoreBrokenPipe()
        Interruption.ignoreFileSizeSignal()
    }

    /// What could not be written is told by `checkOutput`.
    static func say(_ text: String) {
        do {
            try StandardStreams.write(text + "\n", to: .output)
        } catch let failure as SystemFailure {
            lost.withLock { $0 = $0 ?? failure }
        } catch {
            preconditionFailure("writing to a stream fails with a SystemFailure: \(error)")
        }
    }

    /// Throws when results were lost, such as to a full disk. A reader that has had enough (`| head`) loses nothing.
    static func checkOutput() throws {
        if let failure = lost.withLock({ $0 }), !failure.isBrokenPipe { throw failure }
    }

    static func complain(_ text: String) { tell(text + "\n") }

    /// Progress; a run goes on when nobody can read of it any longer.
    static func tell(_ text: String) { try? StandardStreams.write(text, to: .error) }
}
