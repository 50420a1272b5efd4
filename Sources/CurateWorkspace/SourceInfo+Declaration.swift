internal import CurateCore

extension SourceInfo {
    /// What a corpus' declaration says of one of its splits.
    ///
    /// - Parameter layout: the one the split is in; it may have labels and a type of its own.
    static func of(
        _ corpus: CorpusDeclaration, label: String, split: String, layout: CorpusLayout, heldOut: Bool, priority: Int
    ) -> SourceInfo {
        let last = split.split(separator: "/").last.map(String.init) ?? split
        let role: Split = heldOut ? Split(name: last) ?? .test : .train
        let labels = layout.labels ?? corpus.labels
        return SourceInfo(
            corpus: label, split: split, role: role, heldOut: heldOut, scale: labels.scale,
            threshold: labels.threshold, type: layout.type ?? corpus.type, priority: priority)
    }
}
