internal import CurateCore

extension SourceInfo {
    /// What a corpus' declaration says of one of its splits.
    ///
    /// - Parameter labels: those of the layout that the split is in.
    static func of(
        _ corpus: CorpusDeclaration, label: String, split: String, labels: LabelRules, heldOut: Bool, priority: Int
    ) -> SourceInfo {
        let last = split.split(separator: "/").last.map(String.init) ?? split
        let role: Split = heldOut ? Split(name: last) ?? .test : .train
        return SourceInfo(
            corpus: label, split: split, role: role, heldOut: heldOut, scale: labels.scale,
            threshold: labels.threshold, type: corpus.type, priority: priority)
    }
}
