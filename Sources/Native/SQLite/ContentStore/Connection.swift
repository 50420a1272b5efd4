import CSQLite

/// An open database with its prepared statements; used by one thread at a time.
final class Connection {
    let path: String
    private let handle: OpaquePointer

    init(path: String, busyMilliseconds: Int32) throws {
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        let code = sqlite3_open_v2(path, &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            let failure = Self.failure(code, of: handle, doing: "opening", path: path)
            sqlite3_close_v2(handle)
            throw failure
        }
        self.path = path
        self.handle = handle
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, busyMilliseconds)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Runs statements that give no rows, or whose rows do not matter.
    func execute(_ sql: String, doing: String) throws {
        try check(sqlite3_exec(handle, sql, nil, nil, nil), doing: doing)
    }

    func prepare(_ sql: String, doing: String) throws -> Statement {
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil), doing: doing)
        guard let statement else { preconditionFailure("an empty statement: \(sql)") }
        return Statement(statement, of: self)
    }

    /// The one number that a query gives.
    func number(_ sql: String, doing: String) throws -> Int64 {
        let statement = try prepare(sql, doing: doing)
        guard try statement.step(doing: doing) else { return 0 }
        return statement.number
    }

    func check(_ code: Int32, doing: String) throws {
        guard code == SQLITE_OK else { throw Self.failure(code, of: handle, doing: doing, path: path) }
    }

    private static func failure(_ code: Int32, of handle: OpaquePointer?, doing: String, path: String) -> SQLiteFailure
    {
        let text = handle.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
        let extended = handle.map { sqlite3_extended_errcode($0) } ?? code
        return SQLiteFailure(
            code: code & 0xff, extendedCode: extended, message: text.map { String(cString: $0) } ?? "unknown error",
            doing: doing, path: path)
    }
}
