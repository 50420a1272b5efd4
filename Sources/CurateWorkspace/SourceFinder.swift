internal import CurateCore
public import CuratePlan
internal import Files

/// Finds the files of the splits that a pipeline uses.
struct SourceFinder {
    let library: CorpusLibrary
    /// The pipeline's file, for messages.
    let file: String
    private(set) var sources: [ResolvedSource] = []
    private(set) var corpora: [CorpusDeclaration] = []

    init(library: CorpusLibrary, file: String) {
        self.library = library
        self.file = file
    }

    mutating func add(_ use: CorpusUse, priority: Int) throws {
        try placing(line: use.line, column: use.column) { finder in
            let corpus = try finder.declaration(use.use)
            let splits = try FileResolver(corpus, view: .disk)
                .resolve(path: use.path, layout: use.layout, splits: use.choice)
            for split in splits {
                try finder.add(split, corpus, use.label, use.path, use.maxRejected, heldOut: false, priority)
            }
        }
    }

    mutating func add(_ use: HeldOutUse, priority: Int) throws {
        try placing(line: use.line, column: use.column) { finder in
            let corpus = try finder.declaration(use.use)
            let splits = try FileResolver(corpus, view: .disk)
                .resolve(path: use.path, layout: use.layout, splits: use.choice)
            for split in splits {
                try finder.add(split, corpus, use.label, use.path, use.maxRejected, heldOut: true, priority)
            }
        }
    }

    private mutating func declaration(_ use: String) throws -> CorpusDeclaration {
        let corpus = try library.corpus(use)
        if !corpora.contains(where: { $0.name == corpus.name }) { corpora.append(corpus) }
        return corpus
    }

    private mutating func add(
        _ split: ResolvedSplit, _ corpus: CorpusDeclaration, _ label: String, _ path: String,
        _ maxRejected: Tolerance, heldOut: Bool, _ priority: Int
    ) throws {
        let name = label + "/" + split.split
        if let twin = sources.first(where: { $0.info.name == name }) {
            let both = twin.info.heldOut == heldOut ? "listed twice" : "both trained on and held out"
            throw Diagnostic(.error, "'\(name)' is \(both).", hint: "Give one of them another name with 'as:'.")
        }
        if split.files == ["-"], sources.contains(where: { $0.files.contains { $0.path == "-" } }) {
            throw Diagnostic(
                .error, "standard input is given twice.", hint: "It can be read only once; write one to a file.")
        }
        let info = SourceInfo.of(
            corpus, label: label, split: split.split, layout: split.layout, heldOut: heldOut, priority: priority)
        sources.append(
            ResolvedSource(
                info: info, layout: split.layout, labels: split.layout.labels ?? corpus.labels,
                labelled: split.labelled,
                maxRejected: maxRejected, files: try split.files.map { try Self.file($0, below: path, label: label) }))
    }

    /// - Parameter root: the corpus' path as the pipeline gives it.
    private static func file(_ path: String, below root: String, label: String) throws -> ResolvedSource.File {
        let within = path.hasPrefix(root + "/") ? path.dropFirst(root.count + 1) : path.split(separator: "/").last
        return ResolvedSource.File(path: path, name: label + "/" + (within ?? "-"), bytes: try bytes(path))
    }

    /// A run reads its inputs more than once, and from several places at a time: a pipe would block it for ever.
    private static func bytes(_ path: String) throws -> UInt64 {
        if path == "-" { return 0 }
        guard FileSystem.isRegularFile(path) else {
            throw Diagnostic(
                .error, "'\(path)' is no regular file, and a pipe or device can be read only once.",
                hint: "Write it to a file, or give it on standard input with 'path: \"-\"'.")
        }
        return try FileIdentity.of(path).size
    }

    /// Adds the place in the pipeline to whatever goes wrong.
    private mutating func placing(
        line: Int?, column: Int?, _ body: (inout SourceFinder) throws -> Void
    ) throws {
        do {
            try body(&self)
        } catch var diagnostic as Diagnostic {
            if diagnostic.file == nil { (diagnostic.file, diagnostic.line, diagnostic.column) = (file, line, column) }
            throw diagnostic
        } catch var diagnostics as Diagnostics {
            for index in diagnostics.all.indices where diagnostics.all[index].file == nil {
                (diagnostics.all[index].file, diagnostics.all[index].line) = (file, line)
                diagnostics.all[index].column = column
            }
            throw diagnostics
        }
    }
}

extension FolderView {
    /// What is on disk.
    public static var disk: FolderView {
        FolderView(
            exists: FileSystem.exists, isDirectory: FileSystem.isDirectory,
            list: { (try? FileSystem.list($0)) ?? [] })
    }
}
