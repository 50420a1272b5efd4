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
        case number
    }

    public var name: String
    public var kind: Kind
    /// Whether a row may have no value.
    public var isOptional: Bool
    /// Whether few different values are expected, so that a dictionary of them pays.
    public var repeats: Bool

    public init(_ name: String, _ kind: Kind, isOptional: Bool = false, repeats: Bool = false) {
        self.name = name
        self.kind = kind
        self.isOptional = isOptional
        self.repeats = repeats
    }
}

/// What a column holds, row by row.
public enum ColumnValues: Sendable {
    case texts(TextColumn)
    case optionalTexts([String?])
    case integers([Int64?])
    case numbers([Float?])

    public var count: Int {
        switch self {
        case .texts(let texts): texts.count
        case .optionalTexts(let texts): texts.count
        case .integers(let integers): integers.count
        case .numbers(let numbers): numbers.count
        }
    }
}

/// A view as a table: which columns it has, and their values for records of a batch.
public protocol TableMaking: Sendable {
    var columns: [ColumnSchema] { get }

    /// The records at `rows` of a batch.
    func table(_ batch: Batch, rows: Range<Int>, roster: Roster) -> Table
}
