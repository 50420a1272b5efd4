public import CurateCore

/// Rows of a view by column, for formats that are not text.
public struct Table: Sendable {
    public var count: Int
    /// One for each of the view's ``ColumnSchema``.
    public var columns: [ColumnValues]

    public init(count: Int, columns: [ColumnValues]) {
        self.count = count
        self.columns = columns
    }
}

/// A column as files describe it.
public struct ColumnSchema: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case text
        case integer
        /// An integer of 32 bits.
        case word
        case number
    }

    public var name: String
    public var kind: Kind
    /// Whether a row may have no value.
    public var isOptional: Bool
    /// Whether few different values are expected, so that a dictionary of them pays.
    public var repeats: Bool
    /// Whether a row holds a list of such values, which may be empty.
    public var isList: Bool

    public init(
        _ name: String, _ kind: Kind, isOptional: Bool = false, repeats: Bool = false, isList: Bool = false
    ) {
        precondition(!(isOptional && isList), "a row without a list has an empty one")
        self.name = name
        self.kind = kind
        self.isOptional = isOptional
        self.repeats = repeats
        self.isList = isList
    }
}

/// What a column holds, row by row.
public indirect enum ColumnValues: Sendable {
    case texts(TextColumn)
    case optionalTexts([String?])
    case integers([Int64?])
    case words([Int32])
    case numbers([Float?])
    /// The values of row `i` are `values[ends[i - 1]..<ends[i]]`, with `ends[-1]` taken as 0.
    case lists(of: ColumnValues, ends: [Int])

    public var count: Int {
        switch self {
        case .texts(let texts): texts.count
        case .optionalTexts(let texts): texts.count
        case .integers(let integers): integers.count
        case .words(let words): words.count
        case .numbers(let numbers): numbers.count
        case .lists(_, let ends): ends.count
        }
    }
}

extension [Int] {
    /// The places of the values of some rows, where these are the ends of lists.
    func values(_ rows: Range<Int>) -> Range<Int> {
        (rows.lowerBound == 0 ? 0 : self[rows.lowerBound - 1])..<(rows.isEmpty ? 0 : self[rows.upperBound - 1])
    }

    /// The places of a row's values, where these are the ends of lists.
    func values(_ row: Int) -> Range<Int> { (row == 0 ? 0 : self[row - 1])..<self[row] }
}

/// A view as a table: which columns it has, and their values for records of a batch.
public protocol TableMaking: Sendable {
    var columns: [ColumnSchema] { get }

    /// The records at `rows` of a batch.
    func table(_ batch: Batch, rows: Range<Int>, roster: Roster) -> Table
}
