import CurateCore
import CurateStages
import CurateTesting
// All of Foundation brings its own ICU, whose declarations contradict the system's, which libxml2 includes.
import FoundationEssentials
import Testing

@Suite struct CatalogTests {
    private let declarations = StageCatalog.curate.kinds.map(\.declaration)

    /// Every folder with a file `…Stage.swift` declares one stage; the catalog must list it.
    @Test func listsEveryStageThatHasAFolder() throws {
        let room = URL(filePath: #filePath).appending(path: "../../../../Sources/CurateStages").standardizedFileURL
        var found: [String] = []
        for file in try FileManager.default.subpathsOfDirectory(atPath: room.path) where file.hasSuffix("Stage.swift") {
            let source = try String(contentsOf: room.appending(path: file), encoding: .utf8)
            let match = try #require(
                source.firstMatch(of: /StageDeclaration\(\s*"([a-z_]+)"/), "\(file) declares no stage")
            found.append(String(match.1))
        }
        #expect(
            found.sorted() == declarations.map(\.name).sorted(), "add the stage's kind to Catalog.swift, or remove it")
    }

    @Test func declaresEachNameOnce() {
        #expect(Set(declarations.map(\.name)).count == declarations.count)
        for declaration in declarations {
            for names in [
                declaration.options.map(\.name), declaration.rules.map(\.name), declaration.counters.map(\.name),
            ] {
                #expect(Set(names).count == names.count, "\(declaration.name): \(names)")
            }
        }
    }

    @Test func saysWhatEverythingIs() {
        for declaration in declarations {
            #expect(!declaration.summary.isEmpty && !declaration.summary.contains("\n"), "\(declaration.name)")
            #expect(declaration.about.count > 80, "\(declaration.name)")
            #expect(!declaration.examples.isEmpty, "\(declaration.name)")
            for example in declaration.examples { #expect(example.yaml.hasPrefix(declaration.name)) }
            for text in declaration.options.map(\.summary) + declaration.rules.map(\.summary)
                + declaration.counters.map(\.summary)
            {
                #expect(text.hasSuffix("."), "\(declaration.name): \(text)")
            }
        }
    }

    @Test func makesEveryStageFromItsDefaults() throws {
        for kind in StageCatalog.curate.kinds where !kind.declaration.options.contains(where: \.required) {
            // Stages that do nothing unless told refuse to do nothing.
            do { #expect(try !kind.stages().isEmpty) } catch { #expect(error is Diagnostic) }
        }
    }

    @Test func ordersStagesOnlyOneWay() {
        for declaration in declarations {
            #expect(!declaration.notAfter.contains(declaration.name))
            for other in declarations where declaration.notAfter.contains(other.name) {
                #expect(
                    !other.notAfter.contains(declaration.name),
                    "\(declaration.name) and \(other.name) each refuse to follow the other")
            }
        }
    }

    @Test func putsShuffleLast() {
        for declaration in declarations where declaration.name != "shuffle" {
            #expect(declaration.notAfter.contains("shuffle"), "\(declaration.name)")
        }
    }

    @Test func makesKeysFromTheKeyStage() throws {
        #expect(StageCatalog.curate.keyStage == "normalize")
        let kind = try #require(StageCatalog.curate["normalize"])
        let text = TextColumn(["發票3.5？"])
        #expect(try StageCatalog.curate.keys(nil).keys(of: text).string(0) == "发票3.5")
        let options = kind.options(["key_script": "keep", "key_numbers": "plain"])
        #expect(try StageCatalog.curate.keys(options).keys(of: text).string(0) == "發票35")
    }
}
