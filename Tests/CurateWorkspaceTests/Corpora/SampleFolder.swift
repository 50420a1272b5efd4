import CurateCore
import CuratePlan
import CurateWorkspace
import Files
import Foundation

/// A sample with its `expected.jsonl`: a corpus' own, or that of one of its mirrors.
struct SampleFolder: CustomStringConvertible, Sendable {
    let corpus: String
    /// nil: the corpus' own sample.
    let mirror: String?

    var description: String { mirror.map { "\(corpus)/mirrors/\($0)" } ?? corpus }
    var path: String { "\(Repository.corpora)/\(description)" }
    var sample: String { path + "/sample" }
    var expected: String { path + "/expected.jsonl" }

    /// What a pipeline would write as `path`.
    var use: String { mirror == nil ? "sample" : sample }

    func splits() throws -> [ResolvedSplit] {
        try FileResolver(Repository.library.corpus(corpus), view: .disk).resolve(path: use, splits: .all)
    }
}

/// The repository's own declarations.
enum Repository {
    static let root: String = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder.path
    }()

    static let corpora = root + "/data-schemas/corpora"
    static let library = CorpusLibrary(roots: [corpora])

    /// Every folder below `data-schemas/corpora`, with a declaration or not.
    static let names = folders(in: corpora)

    /// Each corpus' own sample, then those of its mirrors.
    static let samples = names.flatMap { corpus in
        [SampleFolder(corpus: corpus, mirror: nil)]
            + folders(in: "\(corpora)/\(corpus)/mirrors").map { SampleFolder(corpus: corpus, mirror: $0) }
    }

    static func samples(of corpus: String) -> [SampleFolder] { samples.filter { $0.corpus == corpus } }

    private static func folders(in folder: String) -> [String] {
        let names = (try? FileSystem.list(folder)) ?? []
        return names.filter { FileSystem.isDirectory("\(folder)/\($0)") }.sorted()
    }
}
