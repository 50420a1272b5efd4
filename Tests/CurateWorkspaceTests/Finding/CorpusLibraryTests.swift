import CurateCore
import CurateWorkspace
import Testing

@Suite struct CorpusLibraryTests {
    private func complaint(_ library: CorpusLibrary, _ use: String) -> String {
        do {
            return "found \(try library.corpus(use).name)"
        } catch { return "\(error)" }
    }

    @Test func findsACorpusByName() throws {
        #expect(try Repository.library.corpus("lcqmc").folder == Repository.corpora + "/lcqmc")
        #expect(try Repository.library.names() == Repository.names)
    }

    @Test func findsACorpusOfTheUsersOwnByTheFolderItIsIn() throws {
        let own = try OwnCorpus.folder()
        let corpus = try Repository.library.corpus(own.path + "/shop-questions")
        #expect(corpus.name == "shop-questions" && corpus.folder == own.path + "/shop-questions")
        #expect(try CorpusLibrary(roots: [own.path]).corpus("shop-questions") == corpus)
    }

    @Test func anUnknownNameGetsTheNearestOne() {
        #expect(
            complaint(Repository.library, "lcqcm") == "error: there is no corpus 'lcqcm'. Did you mean 'lcqmc'?")
        #expect(complaint(Repository.library, "sohu").hasSuffix("Did you mean 'sohu21'?"))
        #expect(complaint(Repository.library, "cnsd").contains("Possible: afqmc, atec,"))
    }

    @Test func withoutAnyCorpusItSaysWhereTheyAreSought() {
        let complaint = complaint(CorpusLibrary(roots: ["/nowhere/corpora"]), "lcqmc")
        #expect(complaint.contains("no corpus 'lcqmc'") && complaint.contains("CURATE_HOME"))
    }

    @Test func aFolderWithoutADeclarationIsNoCorpus() throws {
        let folder = try WrittenFolder(["lcqmc/train.txt": OwnCorpus.row])
        #expect(complaint(CorpusLibrary(roots: [folder.path]), folder.path + "/lcqmc").contains("there is no corpus"))
    }

    @Test func whatIsWrongWithADeclarationIsToldWithItsPlace() throws {
        let wrong = OwnCorpus.declaration(named: "shop").split(separator: "shape: pair").joined(
            separator: "shape: pare")
        let folder = try WrittenFolder(["shop/corpus.yaml": wrong])
        let error = #expect(throws: Diagnostics.self) { try CorpusLibrary(roots: [folder.path]).corpus("shop") }
        let first = try #require(error?.all.first)
        #expect(first.file == folder.path + "/shop/corpus.yaml" && first.line == 17)
    }

    @Test func theFirstRootThatHasTheNameWins() throws {
        let own = try WrittenFolder(["lcqmc/corpus.yaml": OwnCorpus.declaration(named: "lcqmc")])
        let roots = [own.path, Repository.corpora]
        #expect(try CorpusLibrary(roots: roots).corpus("lcqmc").folder == own.path + "/lcqmc")
        #expect(try CorpusLibrary(roots: roots).names() == Repository.names)
    }
}
