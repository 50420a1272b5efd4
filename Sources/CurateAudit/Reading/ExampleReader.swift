internal import CurateCore
internal import CurateFormats

/// Reads the texts of chosen records again: only the pieces they stand in are parsed.
struct ExampleReader {
    let sources: [AuditSource]
    /// Paths by number.
    let files: [String]

    func findings(_ drafts: [FindingDraft]) throws -> [Finding] {
        let wanted = Set(drafts.flatMap { $0.evidence.joined() })
        let rows = wanted.isEmpty ? [:] : read(wanted)
        return drafts.map { draft in
            let examples = draft.evidence.map { Example(records: $0.compactMap { rows[$0] }) }
            return Finding(
                kind: draft.kind, splits: draft.splits, count: draft.count, message: draft.message,
                examples: examples.filter { !$0.records.isEmpty })
        }
    }

    private func read(_ wanted: Set<Ordinal>) -> [Ordinal: Example.Row] {
        var found: [Ordinal: Example.Row] = [:]
        let byFile = Dictionary(grouping: wanted, by: \.file)
        var number = 0
        for source in sources {
            for path in source.files {
                // What could be read once can be read again, or the report goes without the example.
                if let here = byFile[number] { try? read(here, number, path, source, into: &found) }
                number += 1
            }
        }
        return found
    }

    private func read(
        _ wanted: [Ordinal], _ file: Int, _ path: String, _ source: AuditSource,
        into found: inout [Ordinal: Example.Row]
    ) throws {
        let reader = try CorpusFileReader(
            path: path, layout: source.layout, labels: source.labels, labelled: source.labelled)
        var rest = Set(wanted)
        var parsed = ParsedRows()
        while !rest.isEmpty, let chunk = try reader.nextChunk() {
            let last = chunk.firstLine + chunk.bytes.count { $0 == UInt8(ascii: "\n") }
            guard rest.contains(where: { (chunk.firstLine...last).contains($0.line) }) else { continue }
            parsed.removeAll()
            try reader.parse(chunk, into: &parsed)
            take(&rest, from: parsed, file, into: &found)
        }
    }

    private func take(
        _ wanted: inout Set<Ordinal>, from parsed: ParsedRows, _ file: Int, into found: inout [Ordinal: Example.Row]
    ) {
        for row in 0..<parsed.count {
            let ordinal = Ordinal(file: file, line: parsed.lines[row], sub: Int(parsed.subs[row]))
            guard wanted.remove(ordinal) != nil else { continue }
            let label = parsed.labels[row]
            found[ordinal] = Example.Row(
                place: Roster(files: files).place(ordinal), a: parsed.a.string(row),
                b: parsed.singles[row] ? nil : parsed.b.string(row), label: label.scale == .none ? nil : label.word)
        }
    }
}
