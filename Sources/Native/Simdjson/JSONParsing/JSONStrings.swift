import CSimdjson

/// Reads JSON arrays that hold nothing but strings.
public enum JSONStrings {
    /// The strings of the array that `json` is. Throws `JSONFailure` for anything else.
    public static func parse(_ json: Span<UInt8>) throws -> [String] {
        var arena: [UInt8] = []
        var ends: [UInt32] = []
        try parse(json, into: &arena, ends: &ends)
        var start = 0
        return ends.map { end in
            defer { start = Int(end) }
            return String(decoding: arena[start..<Int(end)], as: UTF8.self)
        }
    }

    /// Appends the strings of the array that `json` is to `arena`, and to `ends` where each ends in it.
    ///
    /// Throws `JSONFailure` for anything else; nothing is appended then.
    public static func parse(_ json: Span<UInt8>, into arena: inout [UInt8], ends: inout [UInt32]) throws {
        var found = cjson_strings()
        let code = json.withUnsafeBufferPointer { cjson_parse_strings($0.baseAddress, $0.count, &found) }
        precondition(code != CJSON_OUT_OF_MEMORY, "out of memory")
        guard code == CJSON_OK else { throw JSONFailure(found.failure) }
        let base = UInt32(arena.count)
        arena.append(contentsOf: UnsafeBufferPointer(start: found.arena, count: found.arena_count))
        for end in UnsafeBufferPointer(start: found.ends, count: found.count) { ends.append(base + end) }
    }
}
