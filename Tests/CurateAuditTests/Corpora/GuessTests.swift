import CurateAudit
import CurateCore
import Foundation
import Testing

struct GuessTests {
    private let corpora: AuthoredCorpora

    init() throws { corpora = try AuthoredCorpora() }

    private static let pairs = ["怎么退货\t如何退货\t1", "怎么退货\t怎么发货\t0"]

    private func names(_ inputs: AuditInputs) -> [String] { inputs.sources.map(\.name).sorted() }

    @Test func folderNamesTellCorporaWithEqualFileNamesApart() throws {
        try corpora.write("lcqmc/dev.txt", Self.pairs)
        try corpora.write("AFQMC/dev.txt", Self.pairs)
        try corpora.write("CMNLI/dev.txt", ["甲\t乙\tneutral"])
        try corpora.write("README.md", ["words"])
        let inputs = try corpora.inputs()
        #expect(names(inputs) == ["afqmc/dev", "cmnli/dev", "lcqmc/dev"])
        #expect(inputs.notes.filter { $0.path.hasPrefix(corpora.folder) }.isEmpty)
    }

    @Test func oneFolderMayHoldTwoCorpora() throws {
        try corpora.write("ATEC/atec_nlp_sim_train.csv", ["1\t甲\t乙\t1"])
        try corpora.write("ATEC/atec_ccks_dev.csv", ["text_1\ttext_2\tlabel", "甲\t乙\t1"])
        #expect(names(try corpora.inputs()) == ["atec-ccks/dev", "atec/train"])
    }

    @Test func aFolderOrAFileMayBeGivenItself() throws {
        let file = try corpora.write("LCQMC/dev.txt", Self.pairs)
        #expect(names(try corpora.inputs(corpora.folder + "/LCQMC")) == ["lcqmc/dev"])
        #expect(names(try corpora.inputs(file)) == ["lcqmc/dev"])
    }

    @Test func whatCouldBeSeveralIsSaidSo() throws {
        try corpora.write("mine/dev.txt", Self.pairs)
        let inputs = try corpora.inputs()
        #expect(inputs.sources.isEmpty)
        let note = try #require(inputs.notes.first { $0.path.hasSuffix("mine/dev.txt") })
        #expect(note.message == "could be of afqmc, lcqmc, oppo")
        #expect(note.hint == "Name it: afqmc=\(corpora.folder)/mine")
        #expect(names(try corpora.inputs("lcqmc=\(corpora.folder)/mine")) == ["lcqmc/dev"])
    }

    @Test func rowsThatDoNotReadAreNotTakenOnTheirName() throws {
        try corpora.write("LCQMC/dev.txt", ["甲\t乙\t丙\t丁\t1", "一\t二\t三\t四\t0"])
        try corpora.write("LCQMC/notes.txt", ["nothing"])
        let inputs = try corpora.inputs()
        #expect(inputs.sources.isEmpty)
        let messages = inputs.notes.filter { $0.path.hasPrefix(corpora.folder) }.map(\.message)
        #expect(messages.count == 2)
        #expect(messages.contains { $0.contains("lcqmc") && $0.contains("first rows") })
        #expect(messages.contains { $0.contains("fits no corpus") })
    }

    @Test func copiesOfACorpusAreNumbered() throws {
        try corpora.write("one/LCQMC/dev.txt", Self.pairs)
        try corpora.write("two/LCQMC/dev.txt", Self.pairs)
        #expect(names(try corpora.inputs()) == ["lcqmc#2/dev", "lcqmc/dev"])
    }

    @Test func theFirstLayoutOfASplitWins() throws {
        try corpora.write("LCQMC/dev.txt", Self.pairs)
        try corpora.write("LCQMC/LCQMC.valid.data", Self.pairs)
        let inputs = try corpora.inputs()
        #expect(inputs.sources.map(\.layout.name) == ["official-tsv"])
        #expect(inputs.notes.contains { $0.path.hasSuffix("LCQMC.valid.data") && $0.message.contains("passed over") })
    }

    @Test func splitsComeAsDeclared() throws {
        for split in ["test", "dev", "train"] { try corpora.write("LCQMC/\(split).txt", Self.pairs) }
        #expect(try corpora.inputs().sources.map(\.split) == ["train", "dev", "test"])
    }

    @Test func whatIsNamedMustBeThere() throws {
        #expect(throws: Diagnostics.self) { try corpora.inputs("lcmqc=\(corpora.folder)") }
        #expect(throws: Diagnostic.self) { try corpora.inputs("lcqmc=\(corpora.folder)/nowhere") }
        #expect(throws: Diagnostic.self) { try corpora.inputs(corpora.folder + "/nowhere") }
    }

    @Test func aFileThatCannotBeReadIsANote() throws {
        let file = try corpora.write("LCQMC/dev.txt", Self.pairs)
        try corpora.write("LCQMC/test.txt", Self.pairs)
        let inputs = try corpora.inputs()
        try FileManager.default.removeItem(atPath: file)
        let report = try Audit(sources: inputs.sources, declarations: inputs.declarations).run()
        #expect(try report.split("lcqmc/dev").rows == 0)
        #expect(try report.split("lcqmc/test").rows == 2)
        #expect(report.notes.map(\.path) == [file])
    }
}
