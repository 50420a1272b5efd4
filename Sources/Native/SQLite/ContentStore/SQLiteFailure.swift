import CSQLite

/// A database operation that failed.
public struct SQLiteFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// SQLite's primary result code, such as 26 for a file that is not a database.
    public let code: Int32
    /// SQLite's extended result code.
    public let extendedCode: Int32
    /// SQLite's sentence.
    public let message: String
    /// What was being done, as a verb in progress.
    public let doing: String
    /// The database file, as the caller named it.
    public let path: String

    /// Such as "opening cache.db: file is not a database (SQLite 26)".
    public var description: String { "\(doing) \(path): \(message) (SQLite \(extendedCode))" }

    /// True when the file holds something other than a content store.
    public var isNotAStore: Bool { code == SQLITE_NOTADB }

    /// True when the volume is full.
    public var isDiskFull: Bool { code == SQLITE_FULL }

    /// True when another process kept the database locked for longer than the time allowed.
    public var isBusy: Bool { code == SQLITE_BUSY }
}
