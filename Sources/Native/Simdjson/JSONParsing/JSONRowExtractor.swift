import CSimdjson

/// Finds the requested fields in lines of JSON, and checks all of every line.
///
/// It keeps memory for the longest line so far. One thread at a time may use it.
public final class JSONRowExtractor {
    /// The requested keys.
    public let fields: [String]
    private let handle: OpaquePointer

    /// An extractor of the top-level keys `fields`, all different.
    public init(fields: [String]) {
        precondition(Set(fields).count == fields.count, "a key was requested twice")
        self.fields = fields
        var names: [UInt8] = []
        var ends: [UInt32] = []
        for field in fields {
            names.append(contentsOf: field.utf8)
            ends.append(UInt32(names.count))
        }
        guard let handle = cjson_extractor_create(names, ends, ends.count) else { preconditionFailure("out of memory") }
        self.handle = handle
    }

    deinit { cjson_extractor_destroy(handle) }

    /// Reads the lines in `chunk[range]`, each one JSON object, and puts them in place of what `rows` held.
    ///
    /// Lines end with `\n` or `\r\n`, the last may lack it; blank ones are counted and give no row. A line that
    /// is not right becomes a row with a failure and does not touch the others. The chunk has less than 4 GiB.
    public func extract(_ chunk: [UInt8], range: Range<Int>, into rows: inout JSONRows) {
        precondition(range.upperBound <= chunk.count && chunk.count < UInt32.max, "range outside of the chunk")
        rows.fieldCount = fields.count
        var found = cjson_rows()
        let code = cjson_extract(handle, chunk, range.lowerBound, range.upperBound, chunk.count, &found)
        precondition(code == CJSON_OK, "out of memory")
        rows.assign(found)
    }

    /// Reads all lines of `chunk`; see `extract(_:range:into:)`.
    public func extract(_ chunk: [UInt8], into rows: inout JSONRows) {
        extract(chunk, range: chunk.indices, into: &rows)
    }
}
