public import CurateCore

/// A split of a corpus that is to be audited, with its files found.
public struct AuditSource: Sendable, Hashable {
    /// As the report names it: the declaration's name, with a number where a corpus is there twice.
    public var corpus: String
    /// The name in `data-schemas/corpora`.
    public var declaration: String
    /// `train`, or with a variant `ddb/train`.
    public var split: String
    public var files: [String]
    public var layout: CorpusLayout
    public var labels: LabelRules
    /// False for a split published without labels.
    public var labelled: Bool

    public init(
        corpus: String, declaration: String, split: String, files: [String], layout: CorpusLayout, labels: LabelRules,
        labelled: Bool
    ) {
        self.corpus = corpus
        self.declaration = declaration
        self.split = split
        self.files = files
        self.layout = layout
        self.labels = labels
        self.labelled = labelled
    }

    /// `lcqmc/dev`.
    public var name: String { corpus + "/" + split }

    /// `lcqmc dev`, for people.
    var title: String { corpus + " " + split }

    /// True for a split that is not trained on.
    var isHeldOut: Bool { split != "train" && !split.hasSuffix("/train") }
}
