import CSQLite

/// A prepared statement; blobs are lent to it only while it runs.
final class Statement {
    private let handle: OpaquePointer
    private let connection: Connection

    init(_ handle: OpaquePointer, of connection: Connection) {
        self.handle = handle
        self.connection = connection
    }

    deinit { sqlite3_finalize(handle) }

    /// Binds `blobs` to the parameters, runs to the first row and hands it to `read`; nil when there is none.
    func run<Result>(_ blobs: [UInt8]..., doing: String, read: (Statement) -> Result) throws -> Result? {
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, blob) in blobs.enumerated() { try bind(blob, at: Int32(index + 1), doing: doing) }
        return try step(doing: doing) ? read(self) : nil
    }

    /// True when there is a row.
    func step(doing: String) throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        try connection.check(code, doing: doing)
        return false
    }

    /// First column of the row as a number.
    var number: Int64 { sqlite3_column_int64(handle, 0) }

    /// First column of the row as bytes.
    var blob: [UInt8] {
        let start = sqlite3_column_blob(handle, 0)
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, 0))))
    }

    /// SQLite copies the bytes. A missing address would bind NULL, which an empty blob is not.
    private func bind(_ blob: [UInt8], at index: Int32, doing: String) throws {
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let code = blob.withUnsafeBytes { bytes in
            bytes.isEmpty
                ? sqlite3_bind_zeroblob(handle, index, 0)
                : sqlite3_bind_blob64(handle, index, bytes.baseAddress, UInt64(bytes.count), copied)
        }
        try connection.check(code, doing: doing)
    }
}
