import CurateCore
import CuratePlan
import Files
import Testing

@testable import CurateWorkspace

@Suite struct SourceFinderTests {
    private let own: WrittenFolder

    init() throws { own = try OwnCorpus.folder() }

    private func use(_ path: String, layout: String? = nil, splits: [String]? = nil, as label: String? = nil)
        -> CorpusUse
    {
        CorpusUse(
            use: own.path + "/shop-questions", path: path, layout: layout, splits: splits, label: label, line: 7,
            column: 3)
    }

    /// `corpus/split layout: files` for each source, or what is wrong.
    private func found(_ uses: CorpusUse...) -> String {
        var finder = SourceFinder(library: Repository.library, file: "p.yaml")
        do {
            for (priority, use) in uses.enumerated() { try finder.add(use, priority: priority) }
            return finder.sources.map { source in
                "\(source.info.name) \(source.layout.name): \(source.files.map(\.name).joined(separator: " "))"
            }.joined(separator: "; ")
        } catch { return "\(error)" }
    }

    @Test func theSampleOfAFolderAnywhere() {
        #expect(found(use("sample")) == "shop-questions/train table: shop-questions/train.txt")
        let both = use("sample", splits: ["train", "dev"])
        #expect(found(both).hasSuffix("; shop-questions/dev table: shop-questions/dev.txt"))
    }

    @Test func aFolderOfData() {
        #expect(found(use(own.path + "/data")) == "shop-questions/train table: shop-questions/train.txt")
        let lines = "shop-questions/train lines: shop-questions/train-1.jsonl shop-questions/train-2.jsonl"
        #expect(found(use(own.path + "/data/part")) == lines)
    }

    @Test func aMirrorByItsFolderAndByTheNameOfItsLayout() {
        let mirror = own.path + "/shop-questions/mirrors/lines/sample"
        let lines = "shop-questions/train lines: shop-questions/train.jsonl"
        #expect(found(use(mirror)) == lines)
        #expect(found(use(mirror, layout: "lines")) == lines)
        #expect(found(use(mirror, layout: "table")).contains("no file of the corpus 'shop-questions' for a split"))
        let misspelt = found(use(mirror, layout: "line"))
        #expect(misspelt.contains("no layout 'line'") && misspelt.contains("Did you mean 'lines'?"))
    }

    @Test func aFileByItsName() {
        #expect(
            found(use(own.path + "/data/part/train-2.jsonl"))
                == "shop-questions/train lines: shop-questions/train-2.jsonl")
    }

    @Test func aFileOfAnyNameOnceItsLayoutIsNamed() throws {
        let odd = try own.write("data/export of today", OwnCorpus.line)
        #expect(found(use(odd)).contains("fits no layout of the corpus 'shop-questions'"))
        #expect(found(use(odd, layout: "lines")) == "shop-questions/train lines: shop-questions/export of today")
    }

    @Test func aGlob() {
        let both = "shop-questions/train lines: shop-questions/train-1.jsonl shop-questions/train-2.jsonl"
        #expect(found(use(own.path + "/data/*/train-?.jsonl")) == both)
        #expect(found(use(own.path + "/data/*/train-9*")).contains("there is no file or folder"))
    }

    @Test func standardInputOnceItsLayoutIsNamed() {
        #expect(found(use("-", layout: "table")) == "shop-questions/train table: shop-questions/-")
        let unnamed = found(use("-"))
        #expect(unnamed.contains("which layout of 'shop-questions' it is in") && unnamed.contains("table, lines"))
    }

    @Test func missingFilesAreToldAtTheirPlaceInThePipeline() {
        let missing = found(use(own.path + "/gone"))
        #expect(missing.hasPrefix("p.yaml:7:3: error: there is no file or folder '\(own.path)/gone'"))
        #expect(missing.contains("'sample'"))
        let folder = found(use(own.path + "/shop-questions", splits: ["train"]))
        #expect(folder.contains("Looked for train.txt, shop/train.txt, train*.jsonl."))
        #expect(folder.contains("The folder holds corpus.yaml, mirrors/, sample/."))
        #expect(found(use("sample", splits: ["tset"])).contains("no split 'tset'"))
    }

    @Test func anUnknownCorpusIsToldAtItsPlaceInThePipeline() {
        let unknown = found(CorpusUse(use: "lcqcm", line: 4, column: 5))
        #expect(unknown == "p.yaml:4:5: error: there is no corpus 'lcqcm'. Did you mean 'lcqmc'?")
    }

    @Test func oneSplitTwiceNeedsTwoNames() {
        let twice = found(use("sample"), use(own.path + "/data"))
        #expect(twice.contains("'shop-questions/train' is listed twice") && twice.contains("'as:'"))
        #expect(found(use("sample"), use(own.path + "/data", as: "more")).hasSuffix("more/train table: more/train.txt"))
    }

    @Test func whatIsTrainedOnCannotBeHeldOut() throws {
        var finder = SourceFinder(library: Repository.library, file: "p.yaml")
        try finder.add(use("sample"), priority: 0)
        let both = HeldOutUse(use: own.path + "/shop-questions", splits: ["train"])
        let error = #expect(throws: Diagnostic.self) { try finder.add(both, priority: 1) }
        #expect(error?.message == "'shop-questions/train' is both trained on and held out.")
    }

    @Test func sourcesKnowTheirRoleScaleAndSize() throws {
        var finder = SourceFinder(library: Repository.library, file: "p.yaml")
        try finder.add(use("sample"), priority: 3)
        try finder.add(HeldOutUse(use: own.path + "/shop-questions"), priority: 4)
        let (train, dev) = (finder.sources[0], finder.sources[1])
        #expect(train.info.role == .train && !train.info.heldOut && train.info.priority == 3)
        #expect(dev.info.role == .dev && dev.info.heldOut && dev.info.split == "dev")
        #expect(train.info.scale == .binary && train.files[0].bytes == UInt64(OwnCorpus.row.utf8.count))
        #expect(finder.corpora.map(\.name) == ["shop-questions"])
    }
}
