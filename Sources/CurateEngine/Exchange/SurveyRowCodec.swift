internal import BinaryColumns
internal import CurateCore

/// Survey rows and verdicts as bytes, in the same manner as ``BatchCodec``.
enum SurveyRowCodec {
    static func encode(_ rows: SurveyRows, into bytes: inout [UInt8]) {
        Packing.append(UInt32(rows.count), to: &bytes)
        Packing.append(UInt64(rows.payloads.bytes.count), to: &bytes)
        BinaryColumns.append(rows.keys, to: &bytes)
        BinaryColumns.append(rows.payloads.ends, to: &bytes)
        bytes.append(contentsOf: rows.payloads.bytes)
    }

    /// Appends the rows stored at `offset` to `rows`.
    static func decode(_ bytes: [UInt8], at offset: inout Int, appendingTo rows: inout SurveyRows) throws {
        guard bytes.count - offset >= 12 else { throw StoredDataFailure() }
        let count = Int(Packing.read(UInt32.self, bytes.span, at: &offset))
        let length = Int(truncatingIfNeeded: Packing.read(UInt64.self, bytes.span, at: &offset))
        guard let keys = BinaryColumns.read(UInt64.self, count: count, from: bytes, at: &offset),
            let ends = BinaryColumns.read(UInt32.self, count: count, from: bytes, at: &offset),
            length >= 0, bytes.count - offset >= length
        else { throw StoredDataFailure() }
        rows.keys += keys
        let base = UInt32(rows.payloads.bytes.count)
        rows.payloads.bytes += bytes[offset..<offset + length]
        rows.payloads.ends.reserveCapacity(rows.payloads.ends.count + count)
        for end in ends { rows.payloads.ends.append(base + end) }
        offset += length
    }

    static func encode(_ verdicts: [Verdict], into bytes: inout [UInt8]) {
        Packing.append(UInt32(verdicts.count), to: &bytes)
        for verdict in verdicts {
            Packing.append(verdict.id, to: &bytes)
            Packing.append(verdict.ordinal.packed, to: &bytes)
            Packing.append(verdict.code, to: &bytes)
            Packing.append(verdict.value.bitPattern, to: &bytes)
            Packing.append(verdict.witnessID, to: &bytes)
            Packing.append(verdict.witness.packed, to: &bytes)
        }
    }

    static func decodeVerdicts(_ bytes: [UInt8], at offset: inout Int) throws -> [Verdict] {
        guard bytes.count - offset >= 4 else { throw StoredDataFailure() }
        let count = Int(Packing.read(UInt32.self, bytes.span, at: &offset))
        guard bytes.count - offset >= count * 56 else { throw StoredDataFailure() }
        var verdicts: [Verdict] = []
        verdicts.reserveCapacity(count)
        let span = bytes.span
        for _ in 0..<count {
            let id = Packing.readID(span, at: &offset)
            let ordinal = Ordinal(packed: Packing.read(UInt64.self, span, at: &offset))
            let code = Packing.read(UInt32.self, span, at: &offset)
            let value = Float(bitPattern: Packing.read(UInt32.self, span, at: &offset))
            let witnessID = Packing.readID(span, at: &offset)
            let witness = Ordinal(packed: Packing.read(UInt64.self, span, at: &offset))
            verdicts.append(
                Verdict(id, ordinal, code: code, value: value, witnessID: witnessID, witness: witness))
        }
        return verdicts
    }
}
