public import CurateCore
internal import CuratePlan
internal import Files

/// The corpora a program can use by name: folders with a `corpus.yaml` below `data-schemas/corpora`, or anywhere else
/// by path.
public struct CorpusLibrary: Sendable {
    /// Folders that hold corpora, searched in order.
    public var roots: [String]

    public init(roots: [String]) { self.roots = roots }

    /// Names of all corpora below the roots, sorted.
    public func names() throws -> [String] {
        var names: Set<String> = []
        for root in roots where FileSystem.isDirectory(root) {
            for name in try FileSystem.list(root) where FileSystem.exists("\(root)/\(name)/corpus.yaml") {
                names.insert(name)
            }
        }
        return names.sorted()
    }

    /// - Parameter use: a corpus' name, or a path to a folder that holds `corpus.yaml`.
    /// - Throws: `Diagnostics` when there is no such corpus or its declaration is wrong.
    public func corpus(_ use: String) throws -> CorpusDeclaration {
        let folder = try folder(of: use)
        let file = folder + "/corpus.yaml"
        let bytes = try FileSystem.readAll(file)
        return try CorpusYAML.read(String(decoding: bytes, as: UTF8.self), file: file, folder: folder)
    }

    private func folder(of use: String) throws -> String {
        for folder in [use] + roots.map({ $0 + "/" + use }) where FileSystem.exists(folder + "/corpus.yaml") {
            return folder
        }
        let known = try names()
        let hint =
            known.isEmpty
            ? "No corpora were found; run from the repository, or set CURATE_HOME to the folder with data-schemas."
            : Spelling.hint(for: use, among: known)
        throw Diagnostics([Diagnostic(.error, "there is no corpus '\(use)'.", hint: hint)])
    }
}
