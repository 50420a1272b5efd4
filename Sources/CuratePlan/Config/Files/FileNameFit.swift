public import CurateCore

/// A pattern of a corpus' layout that a file's path fits as a whole.
public struct FileNameFit: Sendable, Hashable {
    public var layout: CorpusLayout
    public var split: CorpusLayout.SplitFiles
    /// The layout's place in the declaration; the first is preferred.
    public var layoutRank: Int
    /// The pattern's place in the split; the first is preferred.
    public var patternRank: Int
    /// Path parts that the pattern names: 2 for `LCQMC/dev.txt`.
    public var depth: Int

    /// All patterns of the corpus that end the path, whatever the case of its letters.
    public static func all(for path: String, in corpus: CorpusDeclaration) -> [FileNameFit] {
        let parts = FileNameMatch.parts(of: path.lowercased())
        return corpus.layouts.enumerated().flatMap { layoutRank, layout in
            layout.splits.flatMap { split in
                split.patterns.enumerated().compactMap { patternRank, pattern in
                    let wanted = FileNameMatch.parts(of: pattern.lowercased())
                    guard ends(parts, with: wanted) else { return nil }
                    return FileNameFit(
                        layout: layout, split: split, layoutRank: layoutRank, patternRank: patternRank,
                        depth: wanted.count)
                }
            }
        }
    }

    private static func ends(_ parts: [Substring], with wanted: [Substring]) -> Bool {
        wanted.count <= parts.count
            && zip(parts.suffix(wanted.count), wanted).allSatisfy { GlobPattern($1).matches($0) }
    }
}
