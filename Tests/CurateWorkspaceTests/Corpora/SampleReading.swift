import CurateCore
import CurateFormats
import CuratePlan

@testable import CurateWorkspace

/// Reads a sample as a run would: the pipeline's finder finds it, and each file is read segment by segment.
struct SampleReading {
    let folder: SampleFolder

    func lines() throws -> [GoldenLine] {
        var finder = SourceFinder(library: Repository.library, file: "pipeline.yaml")
        let names = try folder.splits().map(\.split)
        try finder.add(CorpusUse(use: folder.corpus, path: folder.use, splits: names), priority: 0)
        return try finder.sources.flatMap(lines)
    }

    private func lines(_ source: ResolvedSource) throws -> [GoldenLine] {
        try source.files.flatMap { file in
            let rows = try read(file.path, source)
            let within = String(file.path.dropFirst(folder.sample.count + 1))
            return lines(rows, source.info, within)
        }
    }

    private func read(_ path: String, _ source: ResolvedSource) throws -> ParsedRows {
        var rows = ParsedRows()
        let entry = try FileInventory.scan(path: path, layout: source.layout, targetBytes: 300)
        for segment in entry.segments {
            let reader = try CorpusFileReader(
                path: path, layout: source.layout, labels: source.labels, labelled: source.labelled, segment: segment)
            while let chunk = try reader.nextChunk() { try reader.parse(chunk, into: &rows) }
        }
        return rows
    }

    /// By line, as expected.jsonl has them.
    private func lines(_ rows: ParsedRows, _ info: SourceInfo, _ file: String) -> [GoldenLine] {
        func place(_ line: Int, _ sub: Int) -> GoldenLine.Place {
            GoldenLine.Place(split: info.split, file: file, line: line, sub: sub)
        }
        let records = rows.lines.indices.map { row in
            GoldenLine.record(
                place(rows.lines[row], Int(rows.subs[row])), rows.a.string(row),
                rows.singles[row] ? nil : rows.b.string(row), label: word(rows.labels[row]),
                scale: scale(rows.labels[row], info).name)
        }
        let rejections = rows.rejections.map {
            GoldenLine.rejection(place($0.line, 0), rule: $0.rule, column: $0.column)
        }
        return (records + rejections).sorted { ($0.place.line, $0.place.sub) < ($1.place.line, $1.place.sub) }
    }

    private func word(_ label: Label) -> String? {
        switch label.scale {
        case .none: nil
        case .nli: NLILabel(rawValue: Int(label.value))?.name
        case .binary, .ordinal: "\(label.value)"
        }
    }

    /// A record without a label is of its split's scale.
    private func scale(_ label: Label, _ info: SourceInfo) -> LabelScale {
        label.scale == .none ? info.scale : label.scale
    }
}
