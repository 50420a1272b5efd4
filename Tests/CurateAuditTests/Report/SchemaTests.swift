import CurateCore
import Foundation
import Testing

@testable import CurateAudit

/// `data-schemas/audit/audit.schema.json` against what the program writes.
struct SchemaTests {
    private let schema: JSONSchema

    init() throws {
        schema = try JSONSchema(file: AuthoredCorpora.repository + "/data-schemas/audit/audit.schema.json")
    }

    private func faults(_ report: AuditReport) throws -> [String] {
        schema.faults(try JSONSerialization.jsonObject(with: JSONEncoder().encode(report)))
    }

    @Test func reportsFit() throws {
        let corpora = try AuthoredCorpora()
        try corpora.write("LCQMC/dev.txt", Defects.dev)
        try corpora.write("LCQMC/test.txt", Defects.test)
        try corpora.write("AFQMC/test.txt", ["怎么办理银行卡\t如何开银行卡"])
        try corpora.write("CMNLI/dev.txt", ["甲乙\t乙丙\tneutral", "甲乙\t乙丙\tentailment"])
        try corpora.write("simclue_public/corpus.txt", ["怎么退货", "怎么\u{8}退货"])
        var report = try corpora.report(examples: 3)
        report.notes.append(AuditNote(path: "a", message: "b", hint: "c"))
        #expect(!report.relations.isEmpty)
        #expect(report.findings.count > 10)
        #expect(try faults(report) == [])
    }

    @Test func nothingFitsToo() throws {
        let report = try Audit(sources: [], declarations: []).run()
        #expect(try faults(report) == [])
    }

    @Test func whatDoesNotFitIsFound() throws {
        var report = try Audit(sources: [], declarations: []).run()
        report.format = 2
        report.findings = [Finding(kind: .conflict, splits: [], count: 0, message: "", examples: [])]
        #expect(try faults(report).count == 4)
    }

    @Test func kindsAreListedInBoth() throws {
        #expect(schema.enumeration("finding", "kind") == Finding.Kind.allCases.map(\.rawValue).sorted())
        #expect(schema.members("split", "surface") == SurfaceKind.allCases.map(\.rawValue).sorted())
    }
}
