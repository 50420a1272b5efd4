import CurateCore

/// Makes records of the fields that a cutter found: ``XMLCutter``, ``ParquetCutter``.
struct FieldRecordParser: RowParser {
    let columns: FieldColumns
    let maker: RecordMaker
    let limits: ReadingLimits

    func parse(_ chunk: TextChunk, into rows: inout ParsedRows) {
        for record in chunk.records where wants(record, chunk.bytes) {
            let size = record.fields.reduce(0) { $0 + ($1?.count ?? 0) }
            if size > limits.maximumRowBytes {
                let bytes = record.text(in: chunk.bytes)
                rows.rejectOversized(size, most: limits.maximumRowBytes, line: record.line, bytes[...])
            } else if let fault = undecodable(record) ?? missing(record) ?? make(record, chunk.bytes, &rows) {
                rows.reject(fault, line: record.line, column: 1, record.text(in: chunk.bytes)[...])
            } else {
                rows.rows += 1
            }
        }
    }

    /// False when the record belongs to another corpus.
    private func wants(_ record: FieldRecord, _ bytes: [UInt8]) -> Bool {
        columns.conditions.allSatisfy { condition in
            record.fields[condition.place].map { bytes[$0].elementsEqual(condition.value) } ?? false
        }
    }

    private func undecodable(_ record: FieldRecord) -> RowFault? {
        guard record.isDamaged else { return nil }
        return RowFault(
            rule: "invalid_encoding", message: "not valid text: bytes that the file's encoding does not have")
    }

    private func missing(_ record: FieldRecord) -> RowFault? {
        for place in [columns.first, columns.second, columns.third, columns.label] {
            if let place, record.fields[place] == nil {
                return RowFault(rule: "missing_field", message: "there is no '\(columns.names[place])'")
            }
        }
        return nil
    }

    private func make(_ record: FieldRecord, _ bytes: [UInt8], _ rows: inout ParsedRows) -> RowFault? {
        func range(_ place: Int?) -> Range<Int> { place.flatMap { record.fields[$0] } ?? 0..<0 }
        let cells = RowCells(
            first: range(columns.first), second: range(columns.second), third: range(columns.third),
            label: range(columns.label))
        return maker.make(cells, of: bytes, line: record.line, into: &rows)
    }
}

extension FieldRecord {
    /// The fields that there are, separated by tabs: what is told of a record without its tags.
    fileprivate func text(in bytes: [UInt8]) -> [UInt8] {
        Array(fields.compactMap { $0.map { bytes[$0] } }.joined(separator: [Byte.tab]))
    }
}
