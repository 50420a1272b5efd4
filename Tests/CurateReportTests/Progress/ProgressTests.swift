import CuratePlan
import CurateReport
import Testing

/// What a run at work looks like, from events alone.
@Suite struct ProgressTests {
    private static let phases = [
        RunPhase(name: "read", fragments: 0..<1), RunPhase(name: "guard", fragments: 1..<3),
        RunPhase(name: "write", fragments: 3..<4),
    ]

    private static func part(
        _ name: String, phase: Int, fragment: Int, tasks: Int = 4, reused: Int = 0, rows: Int? = nil
    ) -> RunPart {
        RunPart(name: name, phase: phase, fragment: fragment, tasks: tasks, reused: reused, rows: rows)
    }

    /// After two seconds: reading is over, the guard has seen half of what it observes.
    private static func board(
        earlier: [Int: Double] = [:], phases: [RunPhase] = Self.phases
    ) -> (ProgressBoard, ended: [ProgressBoard.Happening]) {
        var board = ProgressBoard(at: 100)
        let read = part("scan", phase: 0, fragment: 0, rows: 12_000)
        let observe = part("observe guard", phase: 1, fragment: 1, rows: 10_000)
        _ = board.hear(.planned(phases, earlier: earlier), at: 100)
        _ = board.hear(.began(read), at: 100)
        _ = board.hear(.passed(rows: 12_000, rejected: 1_204), at: 100.5)
        let ended = board.hear(.finished(read, seconds: 1), at: 101)
        _ = board.hear(.began(observe), at: 101)
        _ = board.hear(.passed(rows: 5_000, rejected: 0), at: 102)
        return (board, ended)
    }

    @Test func aStageThatEndedLeavesALine() throws {
        let (board, ended) = Self.board()
        guard case .ended(let stage)? = ended.first else { throw NoStage() }
        #expect(
            ProgressText(board, at: 102).ended(stage, width: 80)
                == "read      12,000 rows     12,000/s   1,204 rejected    1.0 s")
        #expect(ProgressText(board, at: 102).plain(stage) == "read: 12,000 rows, 12,000/s, 1,204 rejected, 1.0 s")
    }

    private struct NoStage: Error {}

    @Test func tellsHowFarTheStageIsAndWhatFollows() {
        let (board, _) = Self.board()
        // Half of the first of two fragments in one second: three more.
        #expect(
            ProgressText(board, at: 102).live(width: 80) == [
                "guard      5,000 rows      5,000/s       3.0 s left     25 %",
                "2.0 s, 1,204 rejected so far; then write",
            ])
        #expect(ProgressText(board, at: 102).plainNow == "guard: 25 %, 5,000 rows, 1.0 s, 3.0 s left")
        // Nothing came out since then.
        #expect(ProgressText(board, at: 103).plainNow == "guard: 25 %, 5,000 rows, 2.0 s, 2.0 s left")
    }

    @Test func anEarlierRunTellsHowLongTheRestTakes() throws {
        // The stage's second fragment took no time worth telling, writing took 20 s, and this run is twice as slow.
        let (board, _) = Self.board(earlier: [0: 0.51, 1: 99, 2: 1, 3: 20])
        #expect(abs(board.share - 0.495) < 1e-9)
        let left = try #require(board.left(at: 102))
        #expect(abs(left - (0.505 / 0.495 + 20 / 0.51)) < 1e-6)
        #expect(ProgressText(board, at: 102).live(width: 80)[1].contains("about 40 s left"))
        #expect(Self.board().0.left(at: 102) == nil)
    }

    @Test(arguments: [20, 30, 40, 60, 80, 200])
    func noLineIsAsWideAsTheTerminal(width: Int) {
        let phases = [
            RunPhase(name: "read", fragments: 0..<1), RunPhase(name: "去重与核对", fragments: 1..<3),
            RunPhase(name: "mine_negatives_of_all_corpora", fragments: 3..<4),
        ]
        let (board, _) = Self.board(phases: phases)
        let text = ProgressText(board, at: 102)
        let lines = text.live(width: width) + board.stages.map { text.ended($0, width: width) }
        for line in lines { #expect(Self.columns(line) < width, "\(line)") }
        #expect(text.live(width: width)[0].hasPrefix("去重"))
        #expect(text.live(width: width)[0].contains("25 %") == (width >= 40))
    }

    /// By a rule of its own: these texts have no other wide characters.
    private static func columns(_ line: String) -> Int { line.reduce(0) { $0 + ($1.isASCII || $1 == "…" ? 1 : 2) } }

    @Test func aStageDoneByAnEarlierRunSaysSo() throws {
        var board = ProgressBoard(at: 0)
        let read = Self.part("scan", phase: 0, fragment: 0, reused: 4, rows: 0)
        _ = board.hear(.planned(Self.phases, earlier: [:]), at: 0)
        _ = board.hear(.began(read), at: 0)
        guard case .ended(let stage)? = board.hear(.finished(read, seconds: 0), at: 0).first else { throw NoStage() }
        #expect(ProgressText(board, at: 0).ended(stage, width: 80) == "read   done by an earlier run")
    }

    @Test func aPartWithoutRowsIsToldByItsTasks() {
        var (board, _) = Self.board()
        let reduce = Self.part("reduce guard", phase: 1, fragment: 2)
        _ = board.hear(.finished(Self.part("observe guard", phase: 1, fragment: 1), seconds: 1), at: 102)
        _ = board.hear(.began(reduce), at: 102)
        _ = board.hear(.finishedTask(reduce, done: 3), at: 103)
        #expect(board.share == 0.875)
        #expect(board.current?.rows == 5_000)
    }
}
