import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct StepJudgeTests {
    private func judge(homogeneous: Bool = false, near: Double = 0.85, tellsLabels: Bool = true) -> StepJudge {
        StepJudge(.init(homogeneous: homogeneous, near: near, tellsLabels: tellsLabels), keys: TestKeys())
    }

    /// A head for each row, and its negatives behind it.
    private func step(_ rows: [(a: String, b: String, label: Label, negatives: [String])]) -> Batch {
        var batch = Batch(role: .training)
        func append(_ a: String, _ b: String, _ label: Label, _ flags: RecordFlags) {
            batch.append(
                id: RecordID(high: 1, low: UInt64(batch.count)), ordinal: Ordinal(packed: 0), source: 0, split: .train,
                label: label, a: Array(a.utf8)[...], b: Array(b.utf8)[...], flags: flags)
        }
        for row in rows {
            append(row.a, row.b, row.label, [])
            for negative in row.negatives { append(row.a, negative, Label(.binary, 0), .follows) }
        }
        return batch
    }

    private func pairs(_ rows: [(String, String, Float)]) -> Batch {
        step(rows.map { ($0.0, $0.1, Label(.binary, $0.2), []) })
    }

    @Test func rowsOfOneComponentAreTold() {
        var judge = judge()
        judge.learn(pairs([("怎么学游泳", "如何学游泳", 1), ("如何学游泳", "游泳怎么学", 1), ("红烧肉", "游泳怎么学", 0)]))
        // Of one component by two links, by none, and by a sentence that has no link.
        let faults = judge.faults(
            of: pairs([("怎么学游泳！", "蛙泳", 0), ("红烧肉", "炖肉", 0), ("游泳怎么学", "跳水", 0), ("炖肉", "粉蒸肉", 0)]))
        #expect(
            faults == [
                StepFault(row: 2, other: 0, reason: .component), StepFault(row: 3, other: 1, reason: .component),
            ])
        #expect(judge.faults(of: pairs([("怎么学游泳", "蛙泳", 0), ("红烧肉", "炖肉", 0)])).isEmpty)
    }

    @Test func negativesThatMeanWhatAnotherRowSaysAreTold() {
        var judge = judge(tellsLabels: false)
        judge.learn(pairs([("怎么学游泳", "如何学游泳", 1)]))
        let same = Label(.binary, 1)
        let faults = judge.faults(
            of: step([
                ("红烧肉", "炖肉", same, ["米饭", "如何学游泳"]), ("怎么学游泳", "游泳课", same, ["跳水"]),
                ("面条", "拉面", same, ["刀削面", "拉面"]),
            ]))
        #expect(
            faults == [
                StepFault(row: 0, other: 1, reason: .negative), StepFault(row: 2, other: 2, reason: .negative),
            ])
    }

    @Test func nearDuplicatesAreTold() {
        let (one, two) = (
            "我想知道去上海的高铁票今天还能不能买到如果买不到的话应该怎么办才好", "我想知道去上海的高铁票今天还能不能买得到如果买不到的话应该怎么办才好"
        )
        let (price, question) = ("高铁票多少钱一张请告诉我一下好吗因为我明天要带孩子去上海看外婆", "高铁票多少钱一张请你告诉我一下好吗因为我明天要带孩子去上海看外婆")
        let rows = pairs([(one, "高铁票", 0), ("别的", "事情", 0), (two, "高铁票？", 0)])
        var strict = judge()
        // The second sentences are equal, so it is of one component as well, which is told first.
        #expect(strict.faults(of: rows) == [StepFault(row: 2, other: 0, reason: .component)])
        let other = pairs([(one, price, 0), (two, question, 0)])
        #expect(strict.faults(of: other) == [StepFault(row: 1, other: 0, reason: .near)])
        var loose = judge(near: 1)
        #expect(loose.faults(of: other).isEmpty)
        // Labels that differ keep them apart, and so may those that are not told.
        var unlabelled = step([
            (one, price, .unlabelled, []), (two, question, .unlabelled, []),
        ])
        var blind = judge(tellsLabels: false)
        #expect(blind.faults(of: unlabelled).isEmpty)
        #expect(strict.faults(of: unlabelled).count == 1)
        unlabelled.labels[0] = Label(.binary, 1)
        #expect(strict.faults(of: unlabelled).isEmpty)
    }

    @Test func typesAreTold() {
        let rows = step([
            ("今天下雨了", "下雨", Label(.binary, 0), []), ("怎么学游泳？", "蛙泳", Label(.binary, 0), []),
            ("我在吃面", "面条", Label(.nli, 1), []),
        ])
        var both = judge(homogeneous: true)
        #expect(both.faults(of: rows).map(\.row) == [1, 2])
        var questions = judge(homogeneous: true, tellsLabels: false)
        #expect(questions.faults(of: rows).map(\.row) == [1])
        var mixed = judge()
        #expect(mixed.faults(of: rows).isEmpty)
    }
}
