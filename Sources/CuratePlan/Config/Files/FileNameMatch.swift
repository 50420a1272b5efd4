import CurateCore

/// Which layout and split a file's name speaks for.
enum FileNameMatch {
    case one(CorpusLayout, CorpusLayout.SplitFiles)
    /// `layout dda/train` for each.
    case several([String])
    case none

    private struct Candidate {
        var layout: CorpusLayout
        var split: CorpusLayout.SplitFiles
        /// Path parts that fit, from the last.
        var depth: Int
        var whole: Bool
    }

    /// The pattern of which most parts fit. A pattern that fits as a whole is settled by the order of layouts; of
    /// patterns that fit only in part, several splits may not remain.
    static func best(for path: String, among layouts: [CorpusLayout]) -> FileNameMatch {
        let all = candidates(path, layouts)
        guard let depth = all.map(\.depth).max() else { return .none }
        let deepest = all.filter { $0.depth == depth }
        let chosen = deepest.first(where: \.whole) ?? deepest[0]
        let splits = Set(deepest.map(\.split.split))
        if chosen.whole || splits.count == 1 { return .one(chosen.layout, chosen.split) }
        return .several(deepest.map { "\($0.layout.name) \($0.split.split)" })
    }

    private static func candidates(_ path: String, _ layouts: [CorpusLayout]) -> [Candidate] {
        let parts = parts(of: path)
        return layouts.flatMap { layout in
            layout.splits.flatMap { split in
                split.patterns.compactMap { pattern in
                    let wanted = pattern.split(separator: "/")
                    let depth = zip(parts.reversed(), wanted.reversed()).prefix { GlobPattern($1).matches($0) }.count
                    guard depth > 0 else { return nil }
                    return Candidate(layout: layout, split: split, depth: depth, whole: depth == wanted.count)
                }
            }
        }
    }

    /// A compression's ending does not count.
    static func parts(of path: String) -> [Substring] {
        let ending = FileSearch.compressions.last { path.hasSuffix($0) } ?? ""
        return path.dropLast(ending.count).split(separator: "/")
    }
}
