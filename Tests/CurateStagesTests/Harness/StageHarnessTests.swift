import CurateCore
import CurateTesting
import Testing

/// The harness itself: it must notice stages that break the rules of all stages.
@Suite struct StageHarnessTests {
    private let records = (1...40).map { TestRecord.pair("第\($0)个问题", "第\($0)个回答", Float($0 % 2)) }

    @Test func runsAStageThatDoesNothing() throws {
        let run = try StageContract.check([Plain { _, _ in }], records)
        #expect(run.survivors.count == 40)
        #expect(run.survivors.map { $0.ordinal?.line } == (1...40).map { $0 })
        #expect(run.survivors[0].keyA == "第1个问题")
    }

    @Test func removesWhatAStageRejects() throws {
        let stage = Plain { batch, log in
            for row in 0..<batch.count where batch.labels[row].value == 0 { log.reject(row, "zero") }
        }
        let run = try StageContract.check([stage], records)
        #expect(run.survivors.count == 20)
        #expect(run.losses("zero").count == 20)
    }

    @Test func noticesWhatDependsOnBatches() {
        let first = Plain { batch, log in if !batch.isEmpty { log.reject(0, "first") } }
        #expect(throws: ContractViolation.self) { try StageContract.check([first], records) }
    }

    @Test func noticesADoubleRejection() {
        let twice = Plain { batch, log in
            log.reject(0, "one")
            log.reject(0, "two")
        }
        #expect(throws: ContractViolation.self) { try StageHarness().run([twice], on: records) }
    }

    @Test func noticesRecordsTakenOutInSecret() {
        let thief = Plain { batch, _ in batch = batch.gather([0]) }
        #expect(throws: ContractViolation.self) { try StageHarness().run([thief], on: records) }
    }

    @Test func noticesUndeclaredRules() {
        let stage = Plain { _, log in log.reject(0, "mystery") }
        let declaration = StageDeclaration("plain", summary: "", about: "")
        #expect(throws: ContractViolation.self) {
            try StageContract.check([stage], [records[0]], declaration: declaration)
        }
    }

    @Test func givesEqualRowsOneIdentityAndTheirOwnPlaces() throws {
        let twin = TestRecord.pair("你好吗", "你好", 1)
        let run = try StageHarness().run([], on: [twin, twin])
        #expect(run.survivors[0].id == run.survivors[1].id)
        #expect(run.survivors[0].ordinal != run.survivors[1].ordinal)
    }
}

/// A stage made of a closure.
private struct Plain: Stage, Processor {
    var body: @Sendable (inout Batch, inout StageLog) -> Void

    init(_ body: @escaping @Sendable (inout Batch, inout StageLog) -> Void) { self.body = body }

    var name: String { "plain" }
    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor { self }
    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) { body(&batch, &log) }
}
