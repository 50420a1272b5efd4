import CurateCore
import CurateWorkspace
import Foundation

/// Finds what every command needs.
enum Setup {
    static var environment: [String: String] { ProcessInfo.processInfo.environment }

    static var library: CorpusLibrary {
        let home = Home.folder(environment: environment, program: CommandLine.arguments.first ?? "curate")
        return CorpusLibrary(roots: home.map { [$0 + "/data-schemas/corpora"] } ?? [])
    }

    static var loader: PipelineLoader {
        PipelineLoader(
            catalog: Catalogs.stages, outputs: Catalogs.outputs, library: library, environment: environment)
    }
}
