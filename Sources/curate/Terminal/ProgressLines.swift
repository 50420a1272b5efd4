import ArgumentParser
import CuratePlan
import CurateReport
import Files
import Foundation
import Synchronization

/// How a run tells what it does.
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable {
    case terminal, plain, json, none

    /// What suits standard error.
    static var fitting: ProgressStyle {
        let isPlain = isatty(STDERR_FILENO) != 1 || ProcessInfo.processInfo.environment["TERM"] ?? "dumb" == "dumb"
        return isPlain ? .plain : .terminal
    }
}

/// Tells on standard error what a run does: on a terminal a line for each stage that stays when it ends, and two that
/// are rewritten; plain lines or JSON lines elsewhere.
final class ProgressLines: RunListener {
    private struct State: Sendable {
        var board: ProgressBoard
        var lines = LiveLines()
        var lastTold: Double
        var isOpen = true
    }

    private static let secondsBetweenDraws = 0.1
    private static let secondsBetweenRecords = 1.0
    private static let secondsBetweenPlainLines = 30.0

    private let style: ProgressStyle
    private let state: Mutex<State>

    init(style: ProgressStyle) {
        self.style = style
        let now = Clock.monotonicSeconds
        state = Mutex(State(board: ProgressBoard(at: now), lastTold: now))
    }

    /// Begins to tell the time that passes between events.
    func open() {
        guard style == .terminal || style == .plain else { return }
        Thread.detachNewThread { [self] in
            while tick() { Clock.sleep(seconds: Self.secondsBetweenDraws) }
        }
    }

    /// Removes what was to be rewritten; nothing is told after this.
    func close() {
        state.withLock { state in
            state.isOpen = false
            if style == .terminal { Terminal.tell(state.lines.draw(live: [], width: Self.width)) }
        }
    }

    func heard(_ event: RunEvent) {
        guard style != .none else { return }
        state.withLock { state in
            let now = Clock.monotonicSeconds
            let happenings = state.board.hear(event, at: now)
            switch style {
            case .json: record(event, happenings, &state, now)
            case .plain: plain(event, happenings, state, now)
            default: if !happenings.isEmpty { draw(happenings, &state, now) }
            }
        }
    }

    /// - Returns: false when there is no more to tell.
    private func tick() -> Bool {
        state.withLock { state in
            guard state.isOpen else { return false }
            let now = Clock.monotonicSeconds
            if style == .terminal {
                draw([], &state, now)
            } else if now - state.lastTold >= Self.secondsBetweenPlainLines {
                state.lastTold = now
                ProgressText(state.board, at: now).plainNow.map(Terminal.complain)
            }
            return true
        }
    }

    // MARK: Styles

    private func draw(_ happenings: [ProgressBoard.Happening], _ state: inout State, _ now: Double) {
        let text = ProgressText(state.board, at: now)
        let width = Self.width
        let stays = happenings.map { happening in
            switch happening {
            case .ended(let stage): text.ended(stage, width: width)
            case .note(let note): note
            }
        }
        Terminal.tell(state.lines.draw(stays: stays, live: text.live(width: width), width: width))
    }

    private static var width: Int { TerminalSize.columns(of: .error) ?? 80 }

    private func plain(_ event: RunEvent, _ happenings: [ProgressBoard.Happening], _ state: State, _ now: Double) {
        if case .began(let part) = event, part.reused > 0 {
            Terminal.complain("\(part.name): \(part.reused) of \(part.tasks) tasks are done already")
        }
        for happening in happenings {
            switch happening {
            case .ended(let stage): Terminal.complain(ProgressText(state.board, at: now).plain(stage))
            case .note(let note): Terminal.complain(note)
            }
        }
    }

    private func record(
        _ event: RunEvent, _ happenings: [ProgressBoard.Happening], _ state: inout State, _ now: Double
    ) {
        if case .passed = event {
            guard now - state.lastTold >= Self.secondsBetweenRecords else { return }
            state.lastTold = now
        }
        let record = ProgressRecord(state.board, at: now)
        ([record.json(event)] + happenings.map(record.json)).compactMap { $0 }.forEach(Terminal.complain)
    }
}
