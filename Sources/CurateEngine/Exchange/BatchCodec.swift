internal import BinaryColumns
internal import CurateCore

/// A batch as bytes: a count and a role, then the columns one after the other, as they lie in memory.
///
/// Layout (version 1): role u8, optional columns present u8 (1 keys, 2 origins, 4 scores, 8 codes), count u32, then ids 16 B, ordinals 8 B, sources 2 B, splits 1 B,
/// label scales 1 B, label values 4 B, copies 4 B, flags 4 B for each record, then four text columns (a.text, b.text,
/// a.key, b.key), each as its length u64, its ends 4 B for each record, its bytes. Where they are present, origins
/// follow (32 B: kind u16, teacher u16, cosine 4 B, parent 16 B, seed 8 B), then
/// scores 4 B, then codes 56 B.
enum BatchCodec {
    /// - Parameters:
    ///   - rows: the records to store, in this order.
    ///   - keys: whether their keys are stored too.
    static func encode(_ batch: Batch, rows: Span<Int>, keys: Bool, into bytes: inout [UInt8]) {
        let keys = keys && batch.hasKeys && !rows.isEmpty
        bytes.append(batch.role.rawValue)
        bytes.append(
            (keys ? 1 : 0) | (batch.origins.isEmpty ? 0 : 2) | (batch.scores.isEmpty ? 0 : 4)
                | (batch.codes.isEmpty ? 0 : 8))
        Packing.append(UInt32(rows.count), to: &bytes)
        BinaryColumns.append(rows, of: batch.ids, to: &bytes)
        BinaryColumns.append(rows, of: batch.ordinals, to: &bytes)
        BinaryColumns.append(rows, of: batch.sources, to: &bytes)
        BinaryColumns.append(rows, of: batch.splits, to: &bytes) { $0.rawValue }
        BinaryColumns.append(rows, of: batch.labels, to: &bytes) { $0.scale.rawValue }
        BinaryColumns.append(rows, of: batch.labels, to: &bytes) { $0.value }
        BinaryColumns.append(rows, of: batch.copies, to: &bytes)
        BinaryColumns.append(rows, of: batch.flags, to: &bytes) { $0.rawValue }
        for column in [batch.a.text, batch.b.text] { encode(column, rows, into: &bytes) }
        for column in [batch.a.key, batch.b.key] {
            encode(column, rows.extracting(first: keys ? rows.count : 0), into: &bytes)
        }
        if !batch.origins.isEmpty { BinaryColumns.append(rows, of: batch.origins, to: &bytes) }
        if !batch.scores.isEmpty { BinaryColumns.append(rows, of: batch.scores, to: &bytes) }
        if !batch.codes.isEmpty { BinaryColumns.append(rows, of: batch.codes, to: &bytes) }
    }

    private static func encode(_ column: TextColumn, _ rows: Span<Int>, into bytes: inout [UInt8]) {
        Packing.append(UInt32(rows.count), to: &bytes)
        let length = bytes.count
        Packing.append(UInt64(0), to: &bytes)
        let total = BinaryColumns.append(rows, ofTexts: column.bytes, ends: column.ends, to: &bytes)
        withUnsafeBytes(of: UInt64(total)) { for (index, byte) in $0.enumerated() { bytes[length + index] = byte } }
    }

    /// - Throws: ``StoredDataFailure`` when the bytes are not such a batch.
    static func decode(_ bytes: [UInt8], at offset: inout Int) throws -> Batch {
        guard bytes.count - offset >= 6, let role = Role(rawValue: bytes[offset]) else { throw StoredDataFailure() }
        var batch = Batch(role: role)
        let optional = bytes[offset + 1]
        offset += 2
        let count = Int(Packing.read(UInt32.self, bytes.span, at: &offset))
        batch.ids = try column(count, bytes, &offset)
        batch.ordinals = try column(count, bytes, &offset)
        batch.sources = try column(count, bytes, &offset)
        batch.splits = try column(count, bytes, &offset).map { try known(Split(rawValue: $0)) }
        let scales: [UInt8] = try column(count, bytes, &offset)
        let values: [Float] = try column(count, bytes, &offset)
        batch.labels = try zip(scales, values).map { Label(try known(LabelScale(rawValue: $0)), $1) }
        batch.copies = try column(count, bytes, &offset)
        batch.flags = try column(count, bytes, &offset).map { RecordFlags(rawValue: $0) }
        batch.a.text = try text(bytes, &offset)
        batch.b.text = try text(bytes, &offset)
        batch.a.key = try text(bytes, &offset)
        batch.b.key = try text(bytes, &offset)
        batch.setOptionalColumns(
            origins: optional & 2 == 0 ? [] : try column(count, bytes, &offset),
            scores: optional & 4 == 0 ? [] : try column(count, bytes, &offset),
            codes: optional & 8 == 0 ? [] : try column(count, bytes, &offset))
        return batch
    }

    private static func text(_ bytes: [UInt8], _ offset: inout Int) throws -> TextColumn {
        guard bytes.count - offset >= 12 else { throw StoredDataFailure() }
        let count = Int(Packing.read(UInt32.self, bytes.span, at: &offset))
        let length = Int(truncatingIfNeeded: Packing.read(UInt64.self, bytes.span, at: &offset))
        let ends: [UInt32] = try column(count, bytes, &offset)
        guard length >= 0, bytes.count - offset >= length else { throw StoredDataFailure() }
        let column = TextColumn(bytes: Array(bytes[offset..<offset + length]), ends: ends)
        offset += length
        return column
    }

    private static func column<Element: BitwiseCopyable>(
        _ count: Int, _ bytes: [UInt8], _ offset: inout Int
    ) throws -> [Element] {
        guard let column = BinaryColumns.read(Element.self, count: count, from: bytes, at: &offset) else {
            throw StoredDataFailure()
        }
        return column
    }

    private static func known<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw StoredDataFailure() }
        return value
    }
}

/// Bytes in the work folder are not what was written there.
struct StoredDataFailure: Error, CustomStringConvertible {
    var path: String?
    var description: String {
        "\(path ?? "a file in the work folder") is damaged or from another version of curate;"
            + " delete the folder '.curate' of the output and run again"
    }
}
