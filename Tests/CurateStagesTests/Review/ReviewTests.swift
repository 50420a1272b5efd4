import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct ReviewTests {
    private static let roster = Roster(sources: [.named("a/train"), .named("a/dev", heldOut: true)])

    private static let records: [TestRecord] = {
        var records = [
            TestRecord.pair("怎么换手机号", "手机号如何更换", 1), .pair("花呗怎么还款", "借呗怎么还款", 1),
            .pair("天气真好", "今天下雨", 0), .nli("一只黑狗在跑", "一只狗在跑", .neutral),
            .pair("留着考试用的", "考试时用的", 1, source: 1), .sentence("只有一句话"),
        ]
        for index in records.indices { records[index].id = RecordID(high: 7, low: UInt64(index)) }
        return records
    }()

    private func mark(_ index: Int, _ action: ReviewMark.Action, note: String = "", texts: String? = nil) -> ReviewMark
    {
        let record = Self.records[index]
        return ReviewMark(
            record: RecordID(high: 7, low: UInt64(index)), action: action, note: note, by: "小王",
            texts: texts ?? ReviewMark.textsHash(record.a.utf8, record.b.utf8))
    }

    private func run(_ marks: [ReviewMark], _ options: [String: OptionValue] = [:]) throws -> StageRun {
        let content = String(decoding: marks.flatMap(\.line), as: UTF8.self)
        let file = OptionFile(name: "marks.jsonl", content: content).value
        return try StageContract.check(
            ReviewStage.kind.stages(options.merging(["file": file]) { $1 }), Self.records,
            harness: StageHarness(roster: Self.roster), declaration: ReviewStage.kind.declaration)
    }

    @Test func excludesAndTellsWhoSaidSo() throws {
        let run = try run([mark(1, .exclude, note: "产品不同"), mark(5, .exclude)])
        #expect(run.survivors.map(\.a) == ["怎么换手机号", "天气真好", "一只黑狗在跑", "留着考试用的"])
        #expect(run.losses("excluded").first?["note"] == .text("产品不同"))
        #expect(run.losses("excluded").first?["by"] == .text("小王"))
        #expect(run.counts == ["review/marks": 2])
    }

    @Test func relabelsAndCounts() throws {
        let run = try run([
            mark(1, .relabel(Label(.binary, 0))), mark(2, .relabel(Label(.binary, 0))),
            mark(3, .relabel(Label(.nli, Float(NLILabel.entailment.rawValue)))),
        ])
        #expect(run.rejections.isEmpty)
        let changed = run.survivors.filter { $0.flags.contains(.relabelled) }
        #expect(changed.map(\.label) == [Label(.binary, 0), Label(.nli, 1)])
        #expect(
            run.counts == [
                "review/marks": 3, "review/relabelled/0": 1, "review/relabelled/entailment": 1, "review/label_kept": 1,
            ])
    }

    @Test func theLastMarkCounts() throws {
        let run = try run([mark(0, .exclude), mark(1, .exclude), mark(0, .undo), mark(1, .relabel(Label(.binary, 0)))])
        #expect(run.rejections.isEmpty)
        #expect(run.counts == ["review/marks": 1, "review/relabelled/0": 1])
    }

    @Test func leavesRecordsWithOtherTextsAlone() throws {
        let run = try run([mark(0, .exclude, texts: ReviewMark.textsHash("别的".utf8, "话".utf8))])
        #expect(run.rejections.isEmpty && run.survivors.count == 6)
        #expect(run.counts == ["review/marks": 1, "review/texts_changed": 1])
        #expect(run.reviews.first?.values.first == .init("problem", .text("texts_changed")))
    }

    @Test func leavesHeldOutRecordsAlone() throws {
        let run = try run([mark(4, .exclude), mark(2, .exclude)])
        #expect(run.survivors.contains { $0.a == "留着考试用的" })
        #expect(run.counts == ["review/marks": 2, "review/held_out": 1])
        #expect(run.reviews.count == 1)
    }

    @Test func countsMarksThatMeetNothing() throws {
        let stray = ReviewMark(record: RecordID(high: 1, low: 1), action: .exclude, texts: "")
        let counted = try run([stray, mark(0, .exclude)])
        #expect(counted.counts == ["review/marks": 2, "review/unmatched": 1])
        #expect {
            try run([stray, mark(0, .exclude)], ["unmatched": "fail"])
        } throws: { error in
            "\(error)".contains("1 of 2 marks meet no record, the first \(RecordID(high: 1, low: 1))")
        }
    }

    @Test func doesNothingByAnEmptyFile() throws {
        let run = try run([])
        #expect(run.survivors.count == 6 && run.counts.isEmpty && run.surveyRows.isEmpty)
    }

    @Test func refusesToRunWithoutTheContent() throws {
        let stages = try ReviewStage.kind.stages(["file": "marks.jsonl"])
        #expect(throws: Diagnostic.self) { try StageHarness(roster: Self.roster).run(stages, on: Self.records) }
    }
}
