internal import CurateCore
internal import CuratePlan
internal import Files

/// Which corpus a file is of.
struct FileVerdict {
    enum Outcome {
        case one(CorpusCandidate)
        case several([CorpusCandidate])
        /// With the reason.
        case none(String)
    }

    let path: String
    var outcome: Outcome

    /// The corpus it is of, if that is certain.
    var corpus: String? {
        if case .one(let candidate) = outcome { return candidate.corpus.name }
        return nil
    }

    init(_ path: String, corpora: [CorpusDeclaration]) {
        self.path = path
        let whole = (try? FileSystem.absolute(path)) ?? path
        let named = corpora.compactMap { CorpusCandidate($0, path: whole) }
        outcome = Self.outcome(named, path)
    }

    private static func outcome(_ named: [CorpusCandidate], _ path: String) -> Outcome {
        if named.isEmpty { return .none("the file's name fits no corpus that is declared") }
        let fitting = named.compactMap { $0.probed(path) }
        guard let best = fitting.map(\.evidence).max() else {
            let names = named.map(\.corpus.name).joined(separator: ", ")
            return .none("the name fits \(names), but the first rows do not read as any layout of them")
        }
        let expected = named.first { $0.evidence >= .folderName }
        if let expected, best < .partOfName {
            return .none("the folder speaks for \(expected.corpus.name), but the first rows do not read as its layouts")
        }
        let leading = fitting.filter { $0.evidence == best }
        return leading.count == 1 ? .one(leading[0]) : .several(leading)
    }
}

/// A corpus that a file may be of.
struct CorpusCandidate {
    /// What speaks for it besides the file's name.
    enum Evidence: Int, Comparable {
        case none, partOfName, folderName, pattern

        static func < (left: Evidence, right: Evidence) -> Bool { left.rawValue < right.rawValue }
    }

    let corpus: CorpusDeclaration
    /// Best first.
    private(set) var fits: [FileNameFit]
    let evidence: Evidence

    /// nil when no pattern of the corpus fits the path, which is given from the root on.
    init?(_ corpus: CorpusDeclaration, path: String) {
        let fits = FileNameFit.all(for: path, in: corpus)
        if fits.isEmpty { return nil }
        self.corpus = corpus
        self.fits = fits.sorted { ($0.layoutRank, $0.patternRank) < ($1.layoutRank, $1.patternRank) }
        let byPattern: Evidence = fits.contains { $0.depth > 1 } ? .pattern : .none
        evidence = max(byPattern, Self.evidence(ofFolder: FolderScan.folder(of: path), for: corpus.name))
    }

    private static func evidence(ofFolder folder: String, for corpus: String) -> Evidence {
        let name = plain(folder.split(separator: "/").last ?? "")
        let wanted = plain(corpus[...])
        if name == wanted { return .folderName }
        if name.count < 2 { return .none }
        return name.hasPrefix(wanted) || wanted.hasPrefix(name) ? .partOfName : .none
    }

    private static func plain(_ name: Substring) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

    /// Only the layouts that the file's first rows read as; nil when there are none.
    func probed(_ path: String) -> CorpusCandidate? {
        var copy = self
        copy.fits = fits.filter { LayoutProbe.reads(path, as: $0, of: corpus) }
        return copy.fits.isEmpty ? nil : copy
    }
}
