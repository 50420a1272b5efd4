internal import CurateCore
internal import CuratePlan
internal import Files

/// Finds out which corpora a folder or file holds: by names of files and folders, and by reading the first rows.
struct CorpusGuess {
    struct Found {
        var corpus: CorpusDeclaration
        var splits: [ResolvedSplit]
    }

    private(set) var found: [Found] = []
    private(set) var notes: [AuditNote] = []
    private let corpora: [CorpusDeclaration]

    init(path: String, corpora: [CorpusDeclaration]) {
        self.corpora = corpora
        let files = FileSystem.isDirectory(path) ? FolderScan.files(below: path) : [path]
        var verdicts: [FileVerdict] = []
        for file in files {
            let verdict = FileVerdict(file, corpora: corpora)
            if case .none = verdict.outcome, FileSystem.isDirectory(path), !FolderScan.looksLikeData(file) { continue }
            verdicts.append(verdict)
        }
        settle(&verdicts)
        for verdict in verdicts { note(verdict) }
        collect(verdicts)
        if files.isEmpty { notes.append(AuditNote(path: path, message: "the folder holds no files")) }
    }

    /// A file that could be of several corpora is of the one that its neighbours are of.
    private func settle(_ verdicts: inout [FileVerdict]) {
        for index in verdicts.indices {
            guard case .several(let candidates) = verdicts[index].outcome else { continue }
            let folder = FolderScan.folder(of: verdicts[index].path)
            let neighbours = verdicts.filter { FolderScan.folder(of: $0.path) == folder }.compactMap(\.corpus)
            let fitting = candidates.filter { neighbours.contains($0.corpus.name) }
            if fitting.count == 1 { verdicts[index].outcome = .one(fitting[0]) }
        }
    }

    private mutating func note(_ verdict: FileVerdict) {
        switch verdict.outcome {
        case .one: break
        case .several(let candidates):
            let names = candidates.map(\.corpus.name)
            notes.append(
                AuditNote(
                    path: verdict.path, message: "could be of \(names.joined(separator: ", "))",
                    hint: "Name it: \(names[0])=\(FolderScan.folder(of: verdict.path))"))
        case .none(let reason):
            notes.append(
                AuditNote(
                    path: verdict.path, message: reason,
                    hint: "Name it with CORPUS=PATH or CORPUS:LAYOUT=PATH; curate corpora lists what is known."))
        }
    }

    private mutating func collect(_ verdicts: [FileVerdict]) {
        for corpus in corpora {
            let files = verdicts.compactMap { verdict -> GuessedFile? in
                guard case .one(let candidate) = verdict.outcome, candidate.corpus.name == corpus.name else {
                    return nil
                }
                return GuessedFile(path: verdict.path, fits: candidate.fits)
            }
            if files.isEmpty { continue }
            var copies = GuessedCopies(files, of: corpus)
            found += copies.take().map { Found(corpus: corpus, splits: $0) }
            notes += copies.passedOver.map {
                AuditNote(path: $0, message: "passed over: another file of \(corpus.name) has the same split")
            }
        }
    }
}

/// A file of a corpus, and what it can be there.
struct GuessedFile {
    var path: String
    /// Not empty; best first.
    var fits: [FileNameFit]
}

/// Sorts a corpus' files into copies of it: files of one split in different folders are different copies.
struct GuessedCopies {
    private let files: [GuessedFile]
    private let corpus: CorpusDeclaration
    private(set) var passedOver: [String] = []

    init(_ files: [GuessedFile], of corpus: CorpusDeclaration) {
        self.files = files
        self.corpus = corpus
    }

    mutating func take() -> [[ResolvedSplit]] {
        var copies: [[ResolvedSplit]] = []
        for folder in folders {
            let splits = splits(of: files.filter { FolderScan.folder(of: $0.path) == folder })
            let place = copies.firstIndex { copy in
                !copy.contains { one in splits.contains { $0.split == one.split } }
            }
            if let place { copies[place] += splits } else { copies.append(splits) }
        }
        return copies
    }

    private var folders: [String] {
        var folders: [String] = []
        for file in files {
            let folder = FolderScan.folder(of: file.path)
            if !folders.contains(folder) { folders.append(folder) }
        }
        return folders
    }

    /// In one folder the preferred pattern of the preferred layout wins, as it does when a corpus is named.
    private mutating func splits(of files: [GuessedFile]) -> [ResolvedSplit] {
        splitNames.compactMap { name in
            let mine = files.filter { $0.fits[0].split.split == name }
            if mine.isEmpty { return nil }
            let best = mine.map { Self.rank($0) }.min { $0 < $1 } ?? (0, 0)
            passedOver += mine.filter { Self.rank($0) != best }.map(\.path)
            let chosen = mine.filter { Self.rank($0) == best }
            let fit = chosen[0].fits[0]
            return ResolvedSplit(
                split: name, files: chosen.map(\.path).sorted(), layout: fit.layout, labelled: fit.split.labelled)
        }
    }

    /// In the order in which the declaration names them first.
    private var splitNames: [String] {
        var names: [String] = []
        for name in corpus.layouts.flatMap(\.splits).map(\.split) where !names.contains(name) { names.append(name) }
        return names
    }

    private static func rank(_ file: GuessedFile) -> (Int, Int) { (file.fits[0].layoutRank, file.fits[0].patternRank) }
}
