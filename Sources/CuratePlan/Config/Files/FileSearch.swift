import CurateCore

/// Looks for the wanted splits of a corpus in some of its layouts.
struct FileSearch {
    let corpus: CorpusDeclaration
    let layouts: [CorpusLayout]
    let wanted: SplitChoice
    let view: FolderView

    /// Endings that readers undo by themselves.
    static let compressions = ["", ".gz", ".zst"]

    func sample(_ folder: String) throws(Diagnostic) -> [ResolvedSplit] {
        guard view.isDirectory(folder) else {
            throw Diagnostic(
                .error, "the corpus '\(corpus.name)' has no sample.", hint: "Give the path of its files with 'path:'.")
        }
        return try self.folder(folder)
    }

    /// For each split the first layout with a matching file wins.
    func folder(_ folder: String) throws(Diagnostic) -> [ResolvedSplit] {
        let found = splitNames.compactMap { find($0, in: folder) }
        if case .named(let names) = wanted,
            let missing = names.first(where: { name in !found.contains { $0.split == name } })
        {
            throw nothing(of: { $0 == missing }, "the split '\(missing)'", in: folder)
        }
        if found.isEmpty { throw nothing(of: wanted.includes, "a split", in: folder) }
        return found
    }

    /// Wanted splits in the order in which layouts name them first.
    private var splitNames: [String] {
        var names: [String] = []
        for split in layouts.flatMap(\.splits).map(\.split) where wanted.includes(split) && !names.contains(split) {
            names.append(split)
        }
        return names
    }

    private func find(_ split: String, in folder: String) -> ResolvedSplit? {
        for layout in layouts {
            for files in layout.splits where files.split == split {
                let found = firstMatch(files.patterns, in: folder)
                if !found.isEmpty {
                    return ResolvedSplit(split: split, files: found, layout: layout, labelled: files.labelled)
                }
            }
        }
        return nil
    }

    private func firstMatch(_ patterns: [String], in folder: String) -> [String] {
        for pattern in patterns {
            for ending in Self.compressions {
                let found = view.files(matching: pattern + ending, in: folder)
                if !found.isEmpty { return found }
            }
        }
        return []
    }

    private func nothing(of isMissing: (String) -> Bool, _ what: String, in folder: String) -> Diagnostic {
        let patterns = layouts.flatMap(\.splits).filter { isMissing($0.split) }.flatMap(\.patterns)
        let sought = patterns.isEmpty ? "" : " Looked for \(Self.listed(patterns))."
        let there = view.list(folder).filter { !$0.hasPrefix(".") }.sorted().map { name in
            view.isDirectory(FolderView.join(folder, name)) ? name + "/" : name
        }
        let holds = there.isEmpty ? "The folder is empty." : "The folder holds \(Self.listed(there))."
        return Diagnostic(
            .error, "no file of the corpus '\(corpus.name)' for \(what) in '\(folder)'.\(sought)",
            hint: holds + others(in: folder))
    }

    /// Which splits the folder does have, for someone who did not know what they are called.
    private func others(in folder: String) -> String {
        var names: [String] = []
        for name in layouts.flatMap(\.splits).map(\.split)
        where !names.contains(name) && find(name, in: folder) != nil { names.append(name) }
        return names.isEmpty ? "" : " 'splits: [\(names.joined(separator: ", "))]' takes what is there."
    }

    /// At most eight of them.
    static func listed(_ names: [String]) -> String {
        var unique: [String] = []
        for name in names where !unique.contains(name) { unique.append(name) }
        let shown = unique.prefix(8).joined(separator: ", ")
        return unique.count > 8 ? shown + " and \(unique.count - 8) more" : shown
    }
}

// Files given by name, and standard input, which has none.
extension FileSearch {
    func standardInput() throws(Diagnostic) -> ResolvedSplit {
        guard layouts.count == 1, let layout = layouts.first else {
            throw Diagnostic(
                .error, "standard input does not tell which layout of '\(corpus.name)' it is in.", hint: layoutHint)
        }
        return assumed(["-"], layout)
    }

    /// - Parameter forced: a person named the layout, so names of files need not fit it.
    func files(_ paths: [String], forced: Bool) throws(Diagnostic) -> [ResolvedSplit] {
        var found: [ResolvedSplit] = []
        for path in paths {
            let one = try file(path, forced: forced)
            if let index = found.firstIndex(where: { $0.split == one.split && $0.layout == one.layout }) {
                found[index].files.append(path)
            } else {
                found.append(one)
            }
        }
        return found
    }

    private func file(_ path: String, forced: Bool) throws(Diagnostic) -> ResolvedSplit {
        switch FileNameMatch.best(for: path, among: layouts) {
        case .one(let layout, let split):
            try checkWanted(split.split, path)
            return ResolvedSplit(split: split.split, files: [path], layout: layout, labelled: split.labelled)
        case .several(let names):
            if forced, let layout = layouts.first { return assumed([path], layout) }
            throw Diagnostic(
                .error, "'\(path)' could be any of \(Self.listed(names)) of '\(corpus.name)'.",
                hint: "Give the folder above it instead.")
        case .none:
            if forced, let layout = layouts.first { return assumed([path], layout) }
            throw Diagnostic(
                .error, "the name of '\(path)' fits no layout of the corpus '\(corpus.name)'.", hint: layoutHint)
        }
    }

    private func checkWanted(_ split: String, _ path: String) throws(Diagnostic) {
        if wanted.includes(split) { return }
        throw Diagnostic(
            .error, "'\(path)' is the split '\(split)' of '\(corpus.name)', which is not asked for.",
            hint: "Write 'splits: [\(split)]' if it is meant.")
    }

    private var layoutHint: String { "Name one with 'layout:': \(layouts.map(\.name).joined(separator: ", "))." }

    /// The one split asked for, else the first of the layout that is wanted.
    private func assumed(_ files: [String], _ layout: CorpusLayout) -> ResolvedSplit {
        let fallback: String = if case .named(let names) = wanted { names.first ?? "train" } else { "train" }
        let split = layout.splits.first { wanted.includes($0.split) }
        return ResolvedSplit(
            split: split?.split ?? fallback, files: files, layout: layout, labelled: split?.labelled ?? true)
    }
}
