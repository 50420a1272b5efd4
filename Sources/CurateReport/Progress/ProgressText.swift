internal import CurateCore

/// A run at work in lines of text; the same board, moment and width give the same lines.
public struct ProgressText: Sendable {
    private let board: ProgressBoard
    private let now: Double

    public init(_ board: ProgressBoard, at now: Double) {
        self.board = board
        self.now = now
    }

    /// One of the columns; those of the least rank go first where there is no room.
    private struct Cell {
        var text: String
        var width: Int
        var rank: Int
    }

    // MARK: On a terminal

    /// The line of a stage that has ended.
    public func ended(_ stage: ProgressBoard.Stage, width: Int) -> String {
        if stage.wasDone { return line([name(stage), Cell(text: "done by an earlier run", width: 0, rank: 1)], width) }
        return line(cells(stage, last: Quantities.duration(stage.seconds ?? 0), beside: rejected(stage)), width)
    }

    /// What is rewritten while the run works: the stage at work, and what was and is to come.
    public func live(width: Int) -> [String] {
        guard let stage = board.current else { return [] }
        let left = board.stageLeft(at: now).map { Quantities.duration($0) + " left" } ?? ""
        return [
            line(cells(stage, last: "\(Int(board.share * 100)) %", beside: left), width),
            DisplayWidth.clipped(sums, to: width - 1),
        ]
    }

    /// `0:12, 1,204 rejected so far, about 0:40 left; then mix, shuffle, write`
    private var sums: String {
        var parts = [Quantities.duration(board.elapsed(at: now)), Numbers.grouped(board.rejected) + " rejected so far"]
        if let left = board.left(at: now) { parts.append("about \(Quantities.duration(left)) left") }
        let next = board.waiting.map(\.name).joined(separator: ", ")
        return parts.joined(separator: ", ") + (next.isEmpty ? "" : "; then " + next)
    }

    private func name(_ stage: ProgressBoard.Stage) -> Cell {
        Cell(text: stage.name, width: board.stages.map { DisplayWidth.of($0.name) }.max() ?? 0, rank: 5)
    }

    private func cells(_ stage: ProgressBoard.Stage, last: String, beside: String) -> [Cell] {
        let rate = stage.rate(board.elapsed(of: stage, at: now)).map { Numbers.grouped($0) + "/s" } ?? ""
        return [
            name(stage), Cell(text: rows(stage), width: -14, rank: 3), Cell(text: rate, width: -11, rank: 1),
            Cell(text: beside, width: -15, rank: 2), Cell(text: last, width: -7, rank: 4),
        ]
    }

    private func rows(_ stage: ProgressBoard.Stage) -> String {
        stage.rows > 0 ? Numbers.grouped(stage.rows) + " rows" : ""
    }

    private func rejected(_ stage: ProgressBoard.Stage) -> String {
        stage.rejected > 0 ? Numbers.grouped(stage.rejected) + " rejected" : ""
    }

    /// Never as wide as the terminal: the cursor would go to the next line.
    private func line(_ cells: [Cell], _ width: Int) -> String {
        var kept = cells
        func text() -> String { kept.map(Self.padded).joined(separator: "  ") }
        while DisplayWidth.of(text()) >= width, kept.count > 1 {
            guard let least = kept.indices.min(by: { kept[$0].rank < kept[$1].rank }) else { break }
            kept.remove(at: least)
        }
        var line = DisplayWidth.clipped(text(), to: width - 1)
        while line.last == " " { line.removeLast() }
        return line
    }

    /// Negative widths align to the right.
    private static func padded(_ cell: Cell) -> String {
        let space = String(repeating: " ", count: max(0, abs(cell.width) - DisplayWidth.of(cell.text)))
        return cell.width < 0 ? space + cell.text : cell.text + space
    }

    // MARK: Elsewhere

    /// `guard: 8,800 rows, 80,000/s, 1,204 rejected, 0.4 s`
    public func plain(_ stage: ProgressBoard.Stage) -> String {
        if stage.wasDone { return "\(stage.name): done by an earlier run" }
        let seconds = board.elapsed(of: stage, at: now)
        let rate = stage.rate(seconds).map { Numbers.grouped($0) + "/s" } ?? ""
        let parts = [rows(stage), rate, rejected(stage), Quantities.duration(seconds)]
        return stage.name + ": " + parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// How far the stage at work is: `guard: 45 %, 8,800 rows, 1:05, 1:20 left`.
    public var plainNow: String? {
        guard let stage = board.current else { return nil }
        let left = board.stageLeft(at: now).map { Quantities.duration($0) + " left" } ?? ""
        let parts = [
            "\(Int(board.share * 100)) %", rows(stage), Quantities.duration(board.elapsed(of: stage, at: now)), left,
        ]
        return stage.name + ": " + parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
