import CSQLite

/// The store's one table and the statements on it.
struct Tables {
    /// Marks the file as a content store ("CurS").
    private static let applicationID = 0x4375_7253

    private let connection: Connection
    private let select: Statement
    private let insert: Statement

    init(path: String, busySeconds: Double) throws {
        connection = try Connection(path: path, busyMilliseconds: Int32(min(busySeconds * 1000, 2e9)))
        try Self.claim(connection)
        try connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", doing: "opening")
        select = try connection.prepare("SELECT value FROM content WHERE key = ?1", doing: "opening")
        insert = try connection.prepare("INSERT OR REPLACE INTO content VALUES (?1, ?2)", doing: "opening")
    }

    func get(_ key: [UInt8]) throws -> [UInt8]? {
        try select.run(key, doing: "reading") { $0.blob }
    }

    func put(_ entries: [(key: [UInt8], value: [UInt8])]) throws {
        try Self.transaction(on: connection, doing: "writing") {
            for entry in entries { _ = try insert.run(entry.key, entry.value, doing: "writing") { _ in } }
        }
    }

    func count() throws -> Int {
        Int(try connection.number("SELECT count(*) FROM content", doing: "counting"))
    }

    /// Makes a new file a store; refuses one that is another program's.
    private static func claim(_ connection: Connection) throws {
        if try connection.number("PRAGMA application_id", doing: "opening") == applicationID { return }
        try transaction(on: connection, doing: "creating") {
            let objects = try connection.number("SELECT count(*) FROM sqlite_master", doing: "opening")
            let owner = try connection.number("PRAGMA application_id", doing: "opening")
            if owner == applicationID { return }
            guard objects == 0, owner == 0 else { throw foreign(connection.path) }
            try connection.execute(
                """
                CREATE TABLE content (key BLOB PRIMARY KEY NOT NULL, value BLOB NOT NULL) WITHOUT ROWID;
                PRAGMA application_id = \(applicationID);
                """, doing: "creating")
        }
    }

    /// Takes the write lock at once: a reader that turns writer halfway could only fail.
    private static func transaction(on connection: Connection, doing: String, _ body: () throws -> Void) throws {
        try connection.execute("BEGIN IMMEDIATE", doing: doing)
        do {
            try body()
            try connection.execute("COMMIT", doing: doing)
        } catch {
            try? connection.execute("ROLLBACK", doing: doing)
            throw error
        }
    }

    private static func foreign(_ path: String) -> SQLiteFailure {
        SQLiteFailure(
            code: SQLITE_NOTADB, extendedCode: SQLITE_NOTADB, message: "the database belongs to another program",
            doing: "opening", path: path)
    }
}
