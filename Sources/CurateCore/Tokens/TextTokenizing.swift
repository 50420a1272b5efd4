/// Cuts texts into the tokens of a vocabulary. Any number of threads may ask at once.
public protocol TextTokenizing: Sendable {
    /// Stands before a text's tokens: `[CLS]`.
    var start: Int32 { get }
    /// Stands behind a text's tokens: `[SEP]`.
    var end: Int32 { get }
    /// Stands for what the vocabulary cannot spell: `[UNK]`.
    var unknown: Int32 { get }

    /// All tokens of a text, without start and end.
    func tokens(_ text: String) -> [Int32]
}

/// How an output's texts become tokens.
public struct TokenRecipe: Sendable, Hashable, Codable {
    /// A `vocab.txt`, or the folder or name of a model that has one.
    public var vocabulary: String
    /// What the vocabulary holds and what decides how texts are cut: equal ones promise equal tokens.
    public var identity: String
    /// The most ids of a sequence, start and end included.
    public var maxLength: Int
    /// Whether rows carry the tokens; otherwise they are made to be counted alone.
    public var hasColumns: Bool

    public init(vocabulary: String, identity: String, maxLength: Int, hasColumns: Bool = true) {
        self.vocabulary = vocabulary
        self.identity = identity
        self.maxLength = maxLength
        self.hasColumns = hasColumns
    }

    /// Ids that a sequence may have.
    public static let lengths = 4...4096
}

/// Finds tokenizers by what a pipeline calls their vocabulary.
public protocol TokenizerProviding: Sendable {
    /// Opens no more than the vocabulary's file.
    /// - Throws: `Diagnostic` where there is none, or it cannot be used.
    func identity(_ vocabulary: String) throws -> String

    /// - Throws: `Diagnostic` as above.
    func tokenizer(_ vocabulary: String) throws -> any TextTokenizing
}

/// A program without tokenizers.
public struct NoTokenizers: TokenizerProviding {
    public init() {}

    public func identity(_ vocabulary: String) throws -> String { throw Self.failure }

    public func tokenizer(_ vocabulary: String) throws -> any TextTokenizing { throw Self.failure }

    private static var failure: Diagnostic { Diagnostic(.error, "this program has no tokenizers") }
}
