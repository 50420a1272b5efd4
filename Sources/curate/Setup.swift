import CurateCore
import CurateStages
import CurateTeachers
import CurateWorkspace
import Foundation

/// Finds what every command needs.
enum Setup {
    static var environment: [String: String] { ProcessInfo.processInfo.environment }

    private static var home: String? {
        Home.folder(environment: environment, program: CommandLine.arguments.first ?? "curate")
    }

    static var library: CorpusLibrary {
        CorpusLibrary(roots: home.map { [$0 + "/data-schemas/corpora"] } ?? [])
    }

    static var loader: PipelineLoader { loader(threads: 1) }

    /// - Parameter threads: that a teacher may use for one batch; the engine asks several batches at once.
    static func loader(threads: Int) -> PipelineLoader {
        PipelineLoader(
            catalog: Catalogs.stages, outputs: Catalogs.outputs, library: library, environment: environment,
            teachers: teachers(threads: threads), tokenizers: tokenizers)
    }

    static var tokenizers: any TokenizerProviding { VocabularyTokenizers(modelFolders: modelFolders) }

    private static var modelFolders: [String] { ["models"] + (home.map { [$0 + "/models"] } ?? []) }

    private static func teachers(threads: Int) -> TeacherSetup {
        let surroundings = TeacherSurroundings(
            threads: threads, environment: environment, modelFolders: modelFolders, keys: { try KeyMaker() })
        return TeacherSetup(catalog: Catalogs.teachers, surroundings: surroundings) { specs, store in
            TeacherProvider(
                specs, catalog: Catalogs.teachers, surroundings: surroundings, storePath: store + "/answers.sqlite")
        }
    }
}
