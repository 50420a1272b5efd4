public import CurateCore

/// A split of a corpus, found.
public struct ResolvedSplit: Sendable, Hashable {
    /// `train`, or with a variant `ddb/train`.
    public var split: String
    /// Sorted; `-` is standard input.
    public var files: [String]
    public var layout: CorpusLayout
    public var labelled: Bool

    public init(split: String, files: [String], layout: CorpusLayout, labelled: Bool) {
        self.split = split
        self.files = files
        self.layout = layout
        self.labelled = labelled
    }
}

/// Which splits of a corpus are wanted.
public enum SplitChoice: Sendable, Hashable {
    /// Those whose name's last part is `train`.
    case training
    /// All others.
    case heldOut
    case all
    case named([String])

    func includes(_ split: String) -> Bool {
        switch self {
        case .training: SplitName.role(split) == "train"
        case .heldOut: SplitName.role(split) != "train"
        case .all: true
        case .named(let names): names.contains(split)
        }
    }
}

extension CorpusUse {
    public var choice: SplitChoice { splits.map(SplitChoice.named) ?? .training }
}

extension HeldOutUse {
    public var choice: SplitChoice { splits.map(SplitChoice.named) ?? .heldOut }
}

/// Finds the files of a corpus' splits, and the layout that each is in.
public struct FileResolver {
    let declaration: CorpusDeclaration
    let view: FolderView

    public init(_ declaration: CorpusDeclaration, view: FolderView) {
        self.declaration = declaration
        self.view = view
    }

    /// - Parameters:
    ///   - path: a folder, a file, a glob, `-`, or `sample` for the corpus' own sample.
    ///   - layout: forces one of the corpus' layouts.
    /// - Returns: at least one split, in the order of the declaration.
    public func resolve(
        path: String, layout: String? = nil, splits: SplitChoice = .training
    ) throws(Diagnostic) -> [ResolvedSplit] {
        let layouts = try layouts(named: layout)
        try checkNames(splits)
        let search = FileSearch(corpus: declaration, layouts: layouts, wanted: splits, view: view)
        if path == "-" { return [try search.standardInput()] }
        if path == "sample" { return try search.sample(FolderView.join(declaration.folder, "sample")) }
        if view.isDirectory(path) { return try search.folder(path) }
        if view.exists(path) { return try search.files([path], forced: layout != nil) }
        return try search.files(try glob(path), forced: layout != nil)
    }

    private func layouts(named name: String?) throws(Diagnostic) -> [CorpusLayout] {
        guard let name else { return declaration.layouts }
        if let layout = declaration.layouts.first(where: { $0.name == name }) { return [layout] }
        throw Diagnostic(
            .error, "the corpus '\(declaration.name)' has no layout '\(name)'.",
            hint: Spelling.hint(for: name, among: declaration.layouts.map(\.name)))
    }

    private func checkNames(_ choice: SplitChoice) throws(Diagnostic) {
        guard case .named(let names) = choice else { return }
        let known = Set(declaration.layouts.flatMap(\.splits).map(\.split))
        guard let unknown = names.first(where: { !known.contains($0) }) else { return }
        throw Diagnostic(
            .error, "the corpus '\(declaration.name)' has no split '\(unknown)'.",
            hint: Spelling.hint(for: unknown, among: known))
    }

    private func glob(_ path: String) throws(Diagnostic) -> [String] {
        let found = GlobPattern.hasWildcard(path) ? view.files(matching: path, in: ".") : []
        if found.isEmpty {
            throw Diagnostic(
                .error, "there is no file or folder '\(path)' for the corpus '\(declaration.name)'.",
                hint: "Give the folder of the corpus, or 'sample' for its own sample.")
        }
        return found
    }
}
