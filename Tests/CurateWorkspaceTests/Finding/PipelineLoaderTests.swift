import CurateCore
import CurateFormats
import CuratePlan
import CurateStages
import CurateWorkspace
import Files
import Testing

@Suite struct PipelineLoaderTests {
    private let own: WrittenFolder

    init() throws { own = try OwnCorpus.folder() }

    private func loader(_ environment: [String: String] = [:]) -> PipelineLoader {
        PipelineLoader(
            catalog: .curate, outputs: ViewCatalog.available.map { OutputKind(view: $0.view, format: $0.format) },
            library: Repository.library, environment: environment,
            teachers: FolderTeachers.setup([Repository.root + "/models"]),
            tokenizers: FolderTokenizers(names: ["roformer-sim-demo"]))
    }

    private func load(_ path: String, _ environment: [String: String] = [:], set: [String] = []) throws -> Plan {
        try loader(environment).load(path, overrides: set, memoryBytes: 64 << 20).plan
    }

    private func complaint(_ path: String, _ environment: [String: String] = [:], set: [String] = []) -> String {
        do {
            return "loaded \(try load(path, environment, set: set).name)"
        } catch { return "\(error)" }
    }

    private func pipeline(_ use: String, _ path: String, more: String = "") throws -> String {
        try own.write(
            "pipeline.yaml",
            """
            name: mine
            corpora:
              - use: \(use)
                path: \(path)
                \(more)
            stages:
              - normalize
              - shuffle
            outputs:
              - {view: pairs, format: jsonl}
            """)
    }

    private static let published = Repository.root + "/pipelines/lcqmc.yaml"

    @Test func theRepositorysPipelinesRunOnTheirSamples() throws {
        let pipelines = try FileSystem.list(Repository.root + "/pipelines").filter {
            $0.hasSuffix(".yaml") && !$0.hasSuffix(".test.yaml")
        }
        #expect(pipelines.contains("lcqmc.yaml"))
        for name in pipelines {
            let plan = try load("\(Repository.root)/pipelines/\(name)")
            #expect(plan.inputs.allSatisfy { $0.path.contains("/sample/") && $0.bytes > 0 }, "\(name)")
        }
    }

    @Test func anEnvironmentVariableNamesTheFolderOfTheRealCorpus() throws {
        let real = try WrittenFolder(["train.txt": OwnCorpus.row, "dev.txt": OwnCorpus.row, "test.txt": OwnCorpus.row])
        let plan = try load(Self.published, ["LCQMC": real.path])
        #expect(plan.inputs.map(\.path) == ["train.txt", "dev.txt", "test.txt"].map { "\(real.path)/\($0)" })
        #expect(plan.roster.sources.map(\.heldOut) == [false, true, true])
    }

    @Test func aVocabularyIsLookedForBeforeAnythingRuns() throws {
        let path = try pipeline("lcqmc", "sample")
        let output = "outputs=[{view: pairs, format: jsonl, tokens: {vocabulary: nothing}}]"
        #expect(complaint(path, set: [output]).contains("there is no vocabulary 'nothing'"))
        let known = output.replacing("nothing", with: "roformer-sim-demo")
        #expect(try load(path, set: [known]).outputs[0].tokens?.identity == "sha256:roformer-sim-demo")
    }

    @Test func aFolderThatTheEnvironmentNamesMustBeThere() {
        let complaint = complaint(Self.published, ["LCQMC": "/nowhere/lcqmc"])
        #expect(complaint.hasPrefix(Self.published + ":"))
        #expect(complaint.contains("there is no file or folder '/nowhere/lcqmc' for the corpus 'lcqmc'"))
    }

    @Test func aVariableThatIsNotSetIsTold() throws {
        let complaint = complaint(try pipeline("lcqmc", "${SHOP_DATA}"))
        #expect(complaint.contains("pipeline.yaml:4:") && complaint.contains("SHOP_DATA"))
    }

    @Test func aSettingOnTheCommandLineWinsOverTheEnvironment() throws {
        let real = try WrittenFolder(["train.txt": OwnCorpus.row])
        let path = try pipeline("lcqmc", "${LCQMC:-sample}")
        let plan = try load(path, ["LCQMC": "/nowhere"], set: ["corpora.0.path=\(real.path)"])
        #expect(plan.inputs.map(\.path) == [real.path + "/train.txt"])
    }

    @Test func aCorpusOfTheUsersOwnAnywhereOnDisk() throws {
        let plan = try load(try pipeline(own.path + "/shop-questions", own.path + "/data"))
        #expect(plan.inputs.map(\.path) == [own.path + "/data/train.txt"])
        #expect(plan.roster.sources.map(\.name) == ["shop-questions/train"])
    }

    @Test func standardInput() throws {
        let plan = try load(try pipeline("lcqmc", "\"-\"", more: "layout: official-tsv"))
        #expect(plan.inputs.map(\.path) == ["-"] && plan.inputs[0].bytes == 0)
        #expect(complaint(try pipeline("lcqmc", "\"-\"")).contains("standard input does not tell which layout"))
    }

    @Test func allThatIsWrongInThePipelineIsToldBeforeFilesAreSought() throws {
        let path = try own.write(
            "wrong.yaml",
            "name: x\ncorpora: [{use: nowhere, pth: y}]\nstages: [nrmalize]\noutputs: [{view: pairs, format: jsonl}]\n")
        let complaint = complaint(path)
        #expect(complaint.contains("'pth'") && complaint.contains("'nrmalize'"))
        #expect(!complaint.contains("there is no corpus"))
    }

    @Test func aFileThatIsNoTextOrNotThereIsTold() throws {
        let bytes = try own.write("bytes.yaml", [0x6E, 0xFF, 0xFE])
        #expect(complaint(bytes) == "\(bytes): error: the file is not UTF-8 text. Save it as UTF-8.")
        let gone = complaint(own.path + "/gone.yaml")
        #expect(gone.contains("gone.yaml: error: the pipeline cannot be read: No such file"))
    }

    @Test func theDeclarationsOfHeldOutCorporaAreThereToo() throws {
        let path = try own.write(
            "held.yaml",
            """
            name: held
            corpora: [{use: atec}]
            held_out: [{use: afqmc}]
            stages: [normalize, guard, shuffle]
            outputs: [{view: pairs, format: jsonl}]
            """)
        let loaded = try loader().load(path, overrides: [], memoryBytes: 64 << 20)
        #expect(loaded.corpora.map(\.name) == ["atec", "afqmc"])
        #expect(loaded.plan.roster.sources.map(\.name) == ["atec/train", "afqmc/dev", "afqmc/test"])
    }
}
