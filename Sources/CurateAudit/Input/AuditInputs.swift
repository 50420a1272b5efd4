public import CurateCore
internal import CuratePlan
public import CurateWorkspace
internal import Files

/// What the arguments of `curate audit` mean.
public struct AuditInputs: Sendable {
    public private(set) var sources: [AuditSource] = []
    public private(set) var declarations: [CorpusDeclaration] = []
    /// What was passed over, and why.
    public private(set) var notes: [AuditNote] = []
    private let library: CorpusLibrary

    /// - Throws: `Diagnostic` or `Diagnostics` where a corpus named in an argument is not there.
    public init(_ arguments: [AuditArgument], library: CorpusLibrary) throws {
        self.library = library
        for argument in arguments {
            switch argument {
            case .named(let corpus, let layout, let path): try add(corpus, layout, path)
            case .path(let path): try guess(path)
            }
        }
    }

    private mutating func add(_ name: String, _ layout: String?, _ path: String) throws {
        let corpus = try library.corpus(name)
        let splits = try FileResolver(corpus, view: .disk).resolve(path: path, layout: layout, splits: .all)
        add(corpus, splits)
    }

    private mutating func guess(_ path: String) throws {
        guard FileSystem.exists(path) else {
            throw Diagnostic(.error, "there is no file or folder '\(path)'.", hint: "Give a path, or CORPUS=PATH.")
        }
        let corpora = try known()
        let guess = CorpusGuess(path: path, corpora: corpora)
        for found in guess.found { add(found.corpus, found.splits) }
        guess.notes.forEach { note($0) }
    }

    /// All corpora; a declaration that is wrong is a note, it may have nothing to do with what is here.
    private mutating func known() throws -> [CorpusDeclaration] {
        try library.names().compactMap { name in
            do {
                return try library.corpus(name)
            } catch let failure as Diagnostics {
                note(AuditNote(path: name, message: "the corpus' declaration cannot be read: \(failure)"))
                return nil
            }
        }
    }

    private mutating func note(_ note: AuditNote) {
        if !notes.contains(note) { notes.append(note) }
    }

    private mutating func add(_ corpus: CorpusDeclaration, _ splits: [ResolvedSplit]) {
        let name = freeName(corpus.name, splits.map(\.split))
        if !declarations.contains(where: { $0.name == corpus.name }) { declarations.append(corpus) }
        sources += splits.map { split in
            AuditSource(
                corpus: name, declaration: corpus.name, split: split.split, files: split.files, layout: split.layout,
                labels: split.layout.labels ?? corpus.labels, labelled: split.labelled)
        }
    }

    /// The corpus' name, with a number where another copy has these splits already.
    private func freeName(_ corpus: String, _ splits: [String]) -> String {
        var name = corpus
        var number = 1
        while sources.contains(where: { $0.corpus == name && splits.contains($0.split) }) {
            number += 1
            name = "\(corpus)#\(number)"
        }
        return name
    }
}
