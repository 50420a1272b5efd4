import CurateAudit
import Foundation
import Testing

/// Counts on the public files themselves, which this repository does not carry.
///
/// Set `CURATE_CORPORA` to a folder that has them in `LCQMC`, `AFQMC`, `ATEC`, `BQ`, `PAWSX`, `STS-B` and so on. A split
/// that is not there, or is of another size, is passed over. docs/audit.md tells where the figures come from.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["CURATE_CORPORA"] != nil, "CURATE_CORPORA names no folder"))
struct PublishedCorporaTests {
    private static let report: Result<AuditReport, any Error> = Result {
        let folder = ProcessInfo.processInfo.environment["CURATE_CORPORA"] ?? ""
        let inputs = try AuditInputs([AuditArgument(folder)], library: AuthoredCorpora.library)
        return try Audit(sources: inputs.sources, declarations: inputs.declarations, threads: 2).run()
    }

    private func split(_ name: String, rows: Int) throws -> SplitReport? {
        try Self.report.get().splits.first { $0.name == name && $0.rows == rows }
    }

    private func overlap(_ a: String, _ b: String) throws -> OverlapReport? {
        try Self.report.get().overlaps.first { ($0.a, $0.b) == (a, b) || ($0.a, $0.b) == (b, a) }
    }

    @Test(arguments: [
        ("lcqmc/test", 12_500, 671, 1), ("lcqmc/dev", 8802, 1, 0), ("paws-x-zh/dev", 2000, 75, 9),
        ("afqmc/train", 34_334, 2, 2), ("atec/train", 39_346, 6, 1), ("ocnli/train", 10_000, 2, 1),
    ])
    func identicalTexts(name: String, rows: Int, positive: Int, different: Int) throws {
        guard let split = try split(name, rows: rows) else { return }
        #expect(split.identical.positive == positive)
        #expect(split.identical.different == different)
    }

    @Test(arguments: [
        ("lcqmc/test", 12_500, 66, 5), ("lcqmc/dev", 8802, 39, 0), ("sts-b-zh/train", 5231, 54, 12),
        ("sts-b-zh/test", 1361, 10, 4), ("paws-x-zh/dev", 2000, 16, 2), ("cmnli/dev", 12_241, 6, 3),
        ("cnsd-snli/dev", 9314, 5, 3),
    ])
    func copiesAndConflicts(name: String, rows: Int, extra: Int, conflicts: Int) throws {
        guard let split = try split(name, rows: rows) else { return }
        #expect(split.duplicates.extra == extra)
        #expect(split.conflicts.pairs == conflicts)
    }

    @Test(arguments: [
        ("lcqmc/dev", "lcqmc/test", 41, 936, 0, 3), ("atec/train", "afqmc/train", 13_349, 27_180, 0, 0),
        ("atec/train", "afqmc/dev", 1682, 3501, 0, 0), ("atec/train", "afqmc/test", 1573, 3264, 0, 0),
        ("atec/train", "atec-ccks/dev", 1946, 4048, 0, 0), ("atec/train", "atec-ccks/test", 1915, 4013, 0, 0),
        ("sts-b-zh/train", "sts-b-zh/dev", 18, 253, 2, 7), ("sts-b-zh/train", "sts-b-zh/test", 17, 260, 2, 4),
    ])
    func shared(a: String, b: String, pairs: Int, sentences: Int, mixed: Int, other: Int) throws {
        guard let overlap = try overlap(a, b) else { return }
        #expect(overlap.pairs == pairs)
        #expect(overlap.sentences == sentences)
        #expect(overlap.mixedLabel == mixed)
        #expect(overlap.otherLabel == other)
    }

    @Test(arguments: [
        ("lcqmc/dev", 8802, [22, 2], [22, 306]), ("lcqmc/test", 12_500, [12, 1], [24, 373]),
        ("paws-x-zh/dev", 2000, [0, 0], [84, 13]),
    ])
    func negationAndWordOrder(name: String, rows: Int, negation: [Int], order: [Int]) throws {
        guard let split = try split(name, rows: rows) else { return }
        #expect([split.negation["0"] ?? 0, split.negation["1"] ?? 0] == negation)
        #expect([split.wordOrder["0"] ?? 0, split.wordOrder["1"] ?? 0] == order)
    }

    @Test(arguments: [("lcqmc", ["dev", "test"], 15), ("afqmc", ["train", "dev", "test"], 2), ("atec", ["train"], 1)])
    func closureBreaks(corpus: String, splits: [String], breaks: Int) throws {
        let found = try Self.report.get().corpora.first { $0.corpus == corpus && $0.splits == splits }
        guard let found else { return }
        #expect(found.closure?.breaks == breaks)
    }

    @Test func surface() throws {
        #expect(try split("bq/dev", rows: 10_000)?.surface["zero_width"]?.texts ?? 23 == 23)
        #expect(try split("paws-x-zh/dev", rows: 2000)?.surface["placeholder"]?.records ?? 16 == 16)
        #expect(try split("ocnli/dev", rows: 3000)?.rejected.first { $0.rule == "unlabelled" }?.rows ?? 50 == 50)
        #expect(try split("lcqmc/test", rows: 12_500)?.surface["byte_order_mark"]?.texts ?? 1 == 1)
    }
}
