import CurateCore
import CurateStages
import CurateTesting
import Testing

@Suite struct ShuffleTests {
    @Test func leavesRecordsAsTheyAre() throws {
        let records = [
            TestRecord.pair("什么时候发货", "多久发货", 1), .nli("他在睡觉", "他醒着", .contradiction), .sentence("你好"),
        ]
        let run = try StageContract.check(
            ShuffleStage.kind.stages(), records, declaration: ShuffleStage.kind.declaration)
        #expect(run.survivors.map(\.line) == records.map(\.line))
        #expect(run.rejections.isEmpty && run.counts.isEmpty && run.generated.isEmpty)
    }
}
