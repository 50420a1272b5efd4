import CurateCore
import Testing

@testable import CurateAudit

struct SplitCountTests {
    private let corpora: AuthoredCorpora
    private let report: AuditReport

    init() throws {
        corpora = try AuthoredCorpora()
        try corpora.write("LCQMC/dev.txt", Defects.dev)
        try corpora.write("LCQMC/test.txt", Defects.test)
        report = try corpora.report()
    }

    @Test func rowsRejectionsAndLabels() throws {
        let dev = try report.split("lcqmc/dev")
        #expect(dev.rows == 12)
        #expect(dev.records == 11)
        #expect(dev.rejected.map(\.rule) == ["ragged_row"])
        #expect(dev.rejected[0].rows == 1)
        #expect(dev.rejected[0].first[0].place == corpora.folder + "/LCQMC/dev.txt:8:13")
        #expect(dev.labels.map(\.label) == ["0", "1"])
        #expect(dev.labels.map(\.count) == [4, 7])
    }

    @Test func copiesCountBeyondTheFirstWhateverTheOrder() throws {
        let dev = try report.split("lcqmc/dev")
        #expect(dev.duplicates == DuplicateReport(extra: 2, pairs: 1, sameText: 1, sameLabel: 1, ordered: false))
        #expect(dev.conflicts == ConflictReport(pairs: 1, records: 3, opposite: 1))
    }

    @Test func identicalTextsByLabel() throws {
        let identical = try report.split("lcqmc/dev").identical
        #expect(identical.positive == 2)
        #expect(identical.different == 1)
        #expect(identical.byLabel == ["0": 1, "1": 2])
        #expect(identical.positiveShare == 2.0 / 7)
    }

    @Test func closureBreaksByWhatContradictsThem() throws {
        let closure = try #require(try report.split("lcqmc/dev").closure)
        #expect(closure.breaks == 3)
        #expect([closure.identical, closure.conflicting, closure.byChain] == [1, 1, 1])
        #expect(closure.largestComponent == 3)
        #expect(try report.split("lcqmc/test").closure?.breaks == 0)
        let corpus = try #require(report.corpora.first?.closure)
        #expect(corpus.breaks == 4)
        #expect(corpus.conflicting == 2)
        #expect(corpus.largestComponent == 4)
    }

    @Test func negationAndWordOrder() throws {
        let dev = try report.split("lcqmc/dev")
        #expect(dev.negation == ["0": 1])
        #expect(dev.wordOrder == ["1": 1])
        #expect(try report.split("lcqmc/test").negation == ["1": 1])
    }

    @Test func sentences() throws {
        let sentences = try report.split("lcqmc/dev").sentences
        #expect(sentences.distinct == 12)
        #expect(sentences.most == 3)
    }

    @Test func surface() throws {
        let surface = try report.split("lcqmc/test").surface
        for kind in ["zero_width", "mask", "traditional", "outer_space", "html_entity"] {
            #expect(surface[kind]?.texts == 1, "\(kind)")
        }
        #expect(surface["full_width"] == nil)
        #expect(surface["control"] == nil)
    }

    @Test func pairsSharedBySplits() throws {
        let overlap = try report.overlap("lcqmc/dev", "lcqmc/test")
        #expect(overlap.pairs == 2)
        #expect([overlap.sameLabel, overlap.mixedLabel, overlap.otherLabel, overlap.unlabelled] == [0, 1, 1, 0])
        #expect([overlap.recordsA, overlap.recordsB] == [4, 2])
        #expect(overlap.sentences == 5)
    }

    @Test func worstComesFirst() throws {
        let kinds = report.findings.map(\.kind)
        #expect(kinds.first == .evaluationLeak)
        let ranks = kinds.compactMap { Finding.Kind.allCases.firstIndex(of: $0) }
        #expect(ranks == ranks.sorted())
        for kind in [Finding.Kind.conflict, .identicalDifferent, .closureBreak, .trivialPositive, .rejected, .negation]
        {
            #expect(kinds.contains(kind), "\(kind)")
        }
    }

    @Test func examplesTellPlaceAndTexts() throws {
        let findings = try corpora.report(examples: 2).findings
        let conflict = try #require(findings.first { $0.kind == .conflict })
        let records = try #require(conflict.examples.first).records
        #expect(records.map(\.place) == [1, 2, 3].map { corpora.folder + "/LCQMC/dev.txt:\($0)" })
        #expect(records.map(\.label) == ["1", "1", "0"])
        #expect(records[1].a == "今天天气怎么样？")
        #expect(findings.allSatisfy { $0.examples.count <= 2 })
        #expect(try corpora.report().findings.allSatisfy(\.examples.isEmpty))
    }
}
