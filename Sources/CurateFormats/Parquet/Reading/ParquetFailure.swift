/// Why a Parquet file cannot be read, or not any further.
public struct ParquetFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// In one sentence.
    public var reason: String
    /// What to do about it.
    public var hint: String?

    init(_ reason: String, hint: String? = nil) {
        self.reason = reason
        self.hint = hint
    }

    static func damaged(_ what: String) -> ParquetFailure {
        ParquetFailure("the Parquet file is damaged: \(what)", hint: "Fetch it again.")
    }

    static func foreign(_ what: String) -> ParquetFailure {
        ParquetFailure("the Parquet file has \(what), which is not read", hint: rewriting)
    }

    private static let rewriting = "Write it again with pyarrow.parquet.write_table(table, path, compression='zstd')."

    public var description: String { reason }
}
