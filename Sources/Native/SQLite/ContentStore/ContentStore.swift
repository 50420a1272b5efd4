import CSQLite
import Synchronization

/// A file of values found by the digest of what they were made from; shared by threads and by processes.
public final class ContentStore: Sendable {
    /// The database file, as the caller named it.
    public let path: String
    private let tables: Mutex<Tables>

    /// Opens the store at `path`, created where needed; its folder must exist.
    ///
    /// An operation waits `busySeconds` for other processes. Throws `SQLiteFailure`, with `isNotAStore` when the
    /// file is no database or another program's.
    public init(path: String, busySeconds: Double = 30) throws {
        self.path = path
        tables = Mutex(try Tables(path: path, busySeconds: busySeconds))
    }

    /// The value stored under `key`; nil when there is none. Throws `SQLiteFailure`.
    public func get(_ key: [UInt8]) throws -> [UInt8]? {
        try tables.withLock { try $0.get(key) }
    }

    /// The values stored under `keys`, in their order. Throws `SQLiteFailure`.
    public func get(_ keys: [[UInt8]]) throws -> [[UInt8]?] {
        try tables.withLock { tables in try keys.map { try tables.get($0) } }
    }

    /// Stores `value` under `key` of 16 to 32 bytes, in place of any earlier one. Throws `SQLiteFailure`.
    public func put(_ key: [UInt8], _ value: [UInt8]) throws {
        try put([(key: key, value: value)])
    }

    /// Stores all entries or, when it throws `SQLiteFailure`, none.
    public func put(_ entries: [(key: [UInt8], value: [UInt8])]) throws {
        for entry in entries { precondition((16...32).contains(entry.key.count), "a key has 16 to 32 bytes") }
        try tables.withLock { try $0.put(entries) }
    }

    /// Number of values stored. Throws `SQLiteFailure`.
    public var count: Int {
        get throws { try tables.withLock { try $0.count() } }
    }

    /// Version of the library, such as "3.40.1".
    public static var libraryVersion: String { String(cString: sqlite3_libversion()) }
}
