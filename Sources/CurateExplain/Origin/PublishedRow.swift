internal import CurateCore
internal import CurateEngine
internal import CurateFormats
internal import CuratePlan
internal import Files

/// A row of a corpus file, read again.
struct PublishedRow: Sendable {
    var first: String
    /// nil: the row has one sentence.
    var second: String?
    var label: Label
    /// The id that a run gives to it.
    var id: RecordID
    /// Where the row's line lies in the file; nil for files that are not cut at lines.
    var bytes: Range<UInt64>?
}

/// Reads rows of corpus files again, at the places that a run kept.
struct PublishedRows {
    let input: KeptRun.Input
    let source: SourceInfo

    /// What became of the file since the run.
    enum State: String, Sendable, Codable {
        case unchanged
        /// Its time or its place is another: a row's id tells whether that row is the same.
        case touched
        case missing
    }

    var state: State {
        guard FileSystem.exists(input.path) else { return .missing }
        return (try? FileIdentity.of(input.path)) == input.identity ? .unchanged : .touched
    }

    /// A record at a line; nil when nothing is there any longer.
    ///
    /// - Parameter isWanted: told the id and which of the line's records it is; the first that is wanted, or else the
    ///   first at the line, is given.
    func row(line: Int, _ isWanted: (RecordID, Int) -> Bool) throws -> PublishedRow? {
        let place = try segment(of: line)
        let planned = input.planned
        let reader = try CorpusFileReader(
            path: input.path, layout: planned.layout, labels: planned.labels, labelled: planned.labelled,
            segment: place.segment)
        var rows = ParsedRows()
        while let chunk = try reader.nextChunk() {
            rows.removeAll()
            try reader.parse(chunk, into: &rows)
            let there = rows.lines.indices.filter { rows.lines[$0] == line }
            if let first = there.first {
                let ids = RecordIdentity.ids(rows, of: source)
                let row = there.first { isWanted(ids[$0], Int(rows.subs[$0])) } ?? first
                return PublishedRow(
                    first: rows.a.string(row), second: rows.singles[row] ? nil : rows.b.string(row),
                    label: rows.labels[row], id: ids[row], bytes: place.bytes)
            }
            if let last = rows.lines.last, last > line { return nil }
        }
        return nil
    }

    /// The smallest part of the file that holds the line and can be read by itself.
    private func segment(of line: Int) throws -> (segment: SourceSegment?, bytes: Range<UInt64>?) {
        let segment = input.segments.last { $0.firstLine <= line }
        guard let segment, let length = segment.length, input.planned.layout.format != .parquet else {
            return (segment, nil)
        }
        let lines = try LineSearch(path: input.path, from: segment.offset, to: segment.offset + length)
        guard let range = try lines.range(of: line - segment.firstLine) else { return (segment, nil) }
        let one = SourceSegment(
            offset: range.lowerBound, length: range.upperBound - range.lowerBound, firstLine: line)
        return (one, range)
    }
}
