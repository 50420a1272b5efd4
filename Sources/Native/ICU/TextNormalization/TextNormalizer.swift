internal import CICU

/// Applies ``NormalizationRules`` to columns of UTF-8 texts.
///
/// At start it asks ICU what the rules do to each code point and keeps the answers in a table. A text whose code
/// points all have an answer that no neighbour can alter is done by the table; any other is done by ICU. Both give the
/// same bytes. One normalizer may be used by any number of threads at once.
public final class TextNormalizer: Sendable {
    /// The rules it applies.
    public let rules: NormalizationRules

    // Immutable once built; freed once, when nobody holds the normalizer any more.
    private nonisolated(unsafe) let handle: OpaquePointer

    /// Builds the table for the rules, which takes some ten milliseconds.
    ///
    /// - Throws: ``NormalizationError`` where the replacement of masks would itself be changed by the rules, or where
    ///   ICU's data cannot be loaded.
    public init(_ rules: NormalizationRules) throws {
        self.rules = rules
        self.handle = try Self.open(rules)
    }

    deinit {
        cicu_normalizer_close(handle)
    }

    /// Normalizes a column: row `i` is `bytes[ends[i - 1]..<ends[i]]`, and row 0 starts at 0.
    ///
    /// A row that is not well-formed UTF-8 is copied as it is and marked ``ChangeKinds/invalidUnicode``.
    ///
    /// - Precondition: `ends` is ascending and stays within `bytes`; the result is smaller than 4 GiB.
    public func normalize(bytes: [UInt8], ends: [UInt32]) -> NormalizedColumn {
        normalize(bytes: bytes, ends: ends, icuOnly: false)
    }

    /// Normalizes one text.
    public func normalize(_ text: String) -> String {
        let bytes = Array(text.utf8)
        precondition(bytes.count <= Int(UInt32.max), "A text to normalize must be smaller than 4 GiB.")
        return String(decoding: normalize(bytes: bytes, ends: [UInt32(bytes.count)]).bytes, as: UTF8.self)
    }

    /// The offset of the first byte of the first ill-formed UTF-8 sequence, or nil where the bytes are well-formed.
    public static func firstInvalidUTF8(_ bytes: Span<UInt8>) -> Int? {
        let offset = bytes.withUnsafeBufferPointer { buffer -> Int in
            guard let start = buffer.baseAddress else { return 0 }
            return cicu_first_invalid_utf8(start, buffer.count)
        }
        return offset == bytes.count ? nil : offset
    }

    /// As ``normalize(bytes:ends:)``; with `icuOnly` the table is not used, as a check on it.
    package func normalize(bytes: [UInt8], ends: [UInt32], icuOnly: Bool) -> NormalizedColumn {
        var column = cicu_column()
        var message = cicu_message()
        let status = bytes.withUnsafeBufferPointer { text in
            ends.withUnsafeBufferPointer { rows in
                cicu_normalize(
                    handle, text.baseAddress, text.count, rows.baseAddress, rows.count, icuOnly, &column, &message)
            }
        }
        precondition(status == CICU_OK, "A column could not be normalized: \(text(of: message)).")
        defer { cicu_column_free(&column) }
        return NormalizedColumn(column, rows: ends.count)
    }

    private static func open(_ rules: NormalizationRules) throws -> OpaquePointer {
        var flags = cicu_rules(rules)
        var handle: OpaquePointer?
        var message = cicu_message()
        var replacement: [UInt8] = []
        if case .replace(let text) = rules.masks { replacement = Array(text.utf8) }
        let status = replacement.withUnsafeBufferPointer { bytes in
            flags.replacement = bytes.baseAddress
            flags.replacement_count = bytes.count
            return cicu_normalizer_open(&flags, &handle, &message)
        }
        guard status == CICU_OK, let handle else {
            let reason = text(of: message)
            throw status == CICU_BAD_ARGUMENT ? NormalizationError.rules(reason) : .library(reason)
        }
        return handle
    }
}

extension NormalizedColumn {
    fileprivate init(_ column: cicu_column, rows: Int) {
        bytes = Array(UnsafeBufferPointer(start: column.bytes, count: column.count))
        ends = Array(UnsafeBufferPointer(start: column.ends, count: rows))
        changes = UnsafeBufferPointer(start: column.changes, count: rows).map { ChangeKinds(rawValue: $0) }
        textsThroughICU = column.icu_rows
    }
}
