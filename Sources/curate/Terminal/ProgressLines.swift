import CurateEngine
import Files
import Foundation
import Synchronization

/// Tells on standard error what a run does: one line a fragment, rewritten in place on a terminal; JSON lines when
/// asked for; plain lines otherwise.
final class ProgressLines: RunListener {
    enum Style: Sendable { case terminal, plain, json, quiet }

    private let style: Style
    private let started = Clock.monotonicSeconds
    private let last = Mutex(0.0)

    init(style: Style) { self.style = style }

    func heard(_ event: RunEvent) {
        switch style {
        case .quiet: return
        case .json: json(event)
        case .terminal, .plain: line(event)
        }
    }

    private func line(_ event: RunEvent) {
        switch event {
        case .began(let fragment, let tasks, let reused) where reused > 0:
            write("\(fragment): \(reused) of \(tasks) tasks are done already", stays: true)
        case .began: break
        case .finishedTask(let fragment, let done, let tasks):
            guard style == .terminal, isTime() || done == tasks else { return }
            write("\(fragment)  \(done * 100 / max(1, tasks)) %  (\(done) of \(tasks))", stays: false)
        case .finished(let fragment, let seconds):
            guard style == .terminal || seconds > 0.1 else { return }
            write("\(fragment)  \(Self.seconds(seconds))", stays: seconds > 0.1)
        case .note(let text): write(text, stays: true)
        }
    }

    /// At most ten lines a second.
    private func isTime() -> Bool {
        let now = Clock.monotonicSeconds
        return last.withLock { last in
            guard now - last > 0.1 else { return false }
            last = now
            return true
        }
    }

    private func write(_ text: String, stays: Bool) {
        let lead = style == .terminal ? "\r\u{1B}[K" : ""
        Terminal.tell(lead + text + (stays || style == .plain ? "\n" : ""))
    }

    private func json(_ event: RunEvent) {
        var fields: [String: Any] = ["elapsed": (Clock.monotonicSeconds - started)]
        switch event {
        case .began(let fragment, let tasks, let reused):
            fields.merge(["event": "began", "fragment": fragment, "tasks": tasks, "reused": reused]) { $1 }
        case .finishedTask(let fragment, let done, let tasks):
            fields.merge(["event": "task", "fragment": fragment, "tasks": tasks, "done": done]) { $1 }
        case .finished(let fragment, let seconds):
            fields.merge(["event": "finished", "fragment": fragment, "seconds": seconds]) { $1 }
        case .note(let text): fields.merge(["event": "note", "text": text]) { $1 }
        }
        guard let data = try? JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys]) else { return }
        Terminal.complain(String(decoding: data, as: UTF8.self))
    }

    private static func seconds(_ value: Double) -> String { String(format: "%.2f s", value) }
}
