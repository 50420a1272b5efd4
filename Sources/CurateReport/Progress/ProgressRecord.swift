public import CuratePlan
import Foundation

/// An event of a run as a line of JSON.
public struct ProgressRecord: Sendable {
    private let board: ProgressBoard
    private let now: Double

    /// - Parameter board: one that has heard the event.
    public init(_ board: ProgressBoard, at now: Double) {
        self.board = board
        self.now = now
    }

    public func json(_ event: RunEvent) -> String? {
        var fields: [String: Any]
        switch event {
        case .planned(let phases, _): fields = ["event": "planned", "stages": phases.map(\.name)]
        case .began(let part):
            fields = Self.fields("began", part)
            fields["reused"] = part.reused
            fields["rows"] = part.rows
        case .passed:
            guard let stage = board.current else { return nil }
            fields = ["event": "progress", "stage": stage.name, "rows": stage.rows, "share": board.share]
            fields["seconds_left"] = board.left(at: now) ?? board.stageLeft(at: now)
        case .finishedTask(let part, let done):
            fields = Self.fields("task", part)
            fields["done"] = done
        case .finished(let part, let seconds):
            fields = Self.fields("finished", part)
            fields["seconds"] = seconds
        case .note(let text): fields = ["event": "note", "text": text]
        }
        fields["elapsed"] = board.elapsed(at: now)
        fields["rejected"] = board.rejected
        return Self.line(fields)
    }

    /// The line of a stage that has ended.
    public func json(_ happening: ProgressBoard.Happening) -> String? {
        guard case .ended(let stage) = happening else { return nil }
        return Self.line([
            "event": "stage", "stage": stage.name, "rows": stage.rows, "rejected": stage.rejected,
            "seconds": stage.seconds ?? 0, "reused": stage.wasDone, "elapsed": board.elapsed(at: now),
        ])
    }

    private static func fields(_ event: String, _ part: RunPart) -> [String: Any] {
        ["event": event, "fragment": part.name, "tasks": part.tasks]
    }

    private static func line(_ fields: [String: Any]) -> String? {
        guard let data = try? JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys]) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }
}
