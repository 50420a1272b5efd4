/// One way in which a corpus is published: byte format, columns and file names.
public struct CorpusLayout: Sendable, Hashable, Codable {
    public enum Format: String, Sendable, Codable, CaseIterable {
        case tsv, csv, jsonl, json, xml
        /// A web page; each block of its text is a row.
        case html
        /// Columns that hold texts or numbers; rows are counted from 1.
        case parquet
    }

    /// What a row holds.
    public enum Shape: String, Sendable, Codable, CaseIterable {
        /// Two texts and a label.
        case pair
        /// An anchor, a positive and a negative: two records.
        case triplet
        /// Two texts that mean the same; no label column.
        case positives
        /// A text and a list of texts that mean the same: a record for each.
        case group
        /// A question and a list of answers to it: one record, whose second text is the answers with U+23CE between.
        case answers
        /// One text.
        case sentences

        /// True where a column holds a list of texts.
        public var hasList: Bool { self == .group || self == .answers }
    }

    /// A column by header or key name, by position from 1, or, in XML, by element name or `@attribute`.
    public enum Column: Sendable, Hashable, Codable {
        case name(String)
        case position(Int)
    }

    /// The columns a shape needs.
    public enum ColumnRole: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
        case a, b, label, positive, negative, text, group
    }

    /// A column's value that rows of this corpus have.
    public struct RowCondition: Sendable, Hashable, Codable {
        public var column: Column
        public var value: String

        public init(column: Column, value: String) {
            self.column = column
            self.value = value
        }
    }

    public struct SplitFiles: Sendable, Hashable, Codable {
        /// `train`, or with a variant `ddb/train`.
        public var split: String
        /// Names or globs below the corpus' folder, in order; the first that matches is used.
        public var patterns: [String]
        public var labelled: Bool

        public init(split: String, patterns: [String], labelled: Bool = true) {
            self.split = split
            self.patterns = patterns
            self.labelled = labelled
        }
    }

    public var name: String
    public var about: String?
    /// Where this publication was found.
    public var url: String?
    public var format: Format
    /// A name ICU knows; nil: detected.
    public var encoding: String?
    public var header: Bool
    /// nil: fields are not quoted.
    public var quote: Character?
    public var delimiter: Character
    public var shape: Shape
    public var columns: [ColumnRole: Column]
    /// Exact number of columns of a delimited row; nil: as the header has.
    public var columnsCount: Int?
    /// XML: the element that is a record. JSON: the key of the top-level object that holds the array of rows.
    public var record: String?
    /// Rows that do not meet all of these belong to another corpus: passed over, neither read nor rejected.
    public var only: [RowCondition]
    /// In place of the corpus' labels.
    public var labels: LabelRules?
    /// In place of the corpus' sentence type.
    public var type: String?
    public var splits: [SplitFiles]

    public init(
        name: String, about: String? = nil, url: String? = nil, format: Format, encoding: String? = nil,
        header: Bool = false, quote: Character? = nil, delimiter: Character = "\t", shape: Shape = .pair,
        columns: [ColumnRole: Column] = [:], columnsCount: Int? = nil, record: String? = nil,
        only: [RowCondition] = [], labels: LabelRules? = nil, type: String? = nil, splits: [SplitFiles] = []
    ) {
        self.name = name
        self.about = about
        self.url = url
        self.format = format
        self.encoding = encoding
        self.header = header
        self.quote = quote
        self.delimiter = delimiter
        self.shape = shape
        self.columns = columns
        self.columnsCount = columnsCount
        self.record = record
        self.only = only
        self.labels = labels
        self.type = type
        self.splits = splits
    }
}

// `Character` is not Codable; a one-character string stands for it in a stored plan.
extension Character: @retroactive Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let character = text.first, text.count == 1 else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "expected one character"))
        }
        self = character
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(String(self))
    }
}
