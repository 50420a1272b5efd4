import CurateCore
import CuratePlan
import CurateWorkspace
import Files
import Testing

/// Every folder of `data-schemas/corpora` is complete, and reading its samples gives what its `expected.jsonl` says.
@Suite struct CorpusGoldenTests {
    @Test(arguments: Repository.samples) func readingGivesWhatIsExpected(folder: SampleFolder) throws {
        let text = String(decoding: try FileSystem.readAll(folder.expected), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let expected = try lines.enumerated().map { try GoldenLine(json: $1, number: $0 + 1) }
        let comparison = GoldenComparison(expected: expected, found: try SampleReading(folder: folder).lines())
        if let report = comparison.report("\(folder)") { Issue.record("\(report)") }
        #expect(expected.count >= 10 && text.hasSuffix("\n"))
    }

    @Test(arguments: Repository.samples) func theSampleHoldsNoFileThatNoLayoutReads(folder: SampleFolder) throws {
        let read = try Set(folder.splits().flatMap(\.files))
        let there = try files(below: folder.sample)
        #expect(Set(there).subtracting(read) == [])
    }

    @Test(arguments: Repository.names) func everySplitHasASample(corpus: String) throws {
        let declared = try Set(Repository.library.corpus(corpus).layouts.flatMap(\.splits).map(\.split))
        let sampled = try Set(Repository.samples(of: corpus).flatMap { try $0.splits() }.map(\.split))
        #expect(declared.subtracting(sampled) == [], "splits without a sample")
    }

    @Test(arguments: Repository.samples.filter { $0.mirror != nil })
    func aMirrorIsReadByALayoutOfItsOwn(folder: SampleFolder) throws {
        let layouts = try Set(folder.splits().map(\.layout.name))
        let own = try Set(SampleFolder(corpus: folder.corpus, mirror: nil).splits().map(\.layout.name))
        #expect(layouts.isDisjoint(with: own))
        let named = try Repository.library.corpus(folder.corpus).layouts.first { $0.name == folder.mirror }
        #expect(
            named.map { layouts.contains($0.name) } ?? true, "the folder has the name of a layout that it is not in")
    }

    @Test(arguments: Repository.names) func theDeclarationSaysWhereTheCorpusComesFrom(corpus: String) throws {
        let declaration = try Repository.library.corpus(corpus)
        #expect(declaration.name == corpus)
        #expect(declaration.home.hasPrefix("http"))
        #expect(!declaration.title.isEmpty && !declaration.licence.isEmpty)
        let classes = ["open", "research-only", "noncommercial", "application", "unclear"]
        #expect(classes.contains(declaration.licenceClass))
    }

    @Test(arguments: Repository.names) func thePageListsTheCorpusWithItsScalesAndLicence(corpus: String) throws {
        let declaration = try Repository.library.corpus(corpus)
        let page = String(decoding: try FileSystem.readAll(Repository.corpora + "/README.md"), as: UTF8.self)
        let row = page.split(separator: "\n").first { $0.hasPrefix("| [`\(corpus)`](\(corpus)/corpus.yaml) |") }
        let cells = try #require(row, "README.md does not list it").split(separator: " | ")
        let scales = declaration.layouts.map { ($0.labels ?? declaration.labels).scale.name }
        #expect(Set(cells[1].split(separator: ", ").map(String.init)) == Set(scales))
        #expect(cells.last == "\(declaration.licence) |")
    }

    /// Other than pages about them.
    private func files(below folder: String) throws -> [String] {
        try FileSystem.list(folder).sorted().flatMap { name in
            let path = "\(folder)/\(name)"
            if FileSystem.isDirectory(path) { return try files(below: path) }
            return name.hasPrefix(".") || name == "README.md" || name == "dirt.tsv" ? [] : [path]
        }
    }
}
