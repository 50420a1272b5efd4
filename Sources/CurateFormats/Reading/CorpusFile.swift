import CurateCore

/// A file and how it is to be read.
struct CorpusFile {
    let path: String
    let layout: CorpusLayout
    let labelled: Bool
    let segment: SourceSegment?
    let limits: ReadingLimits

    typealias Opened = (cutter: any ChunkCutter, parser: any RowParser)

    func open(_ maker: RecordMaker) throws -> sending Opened {
        switch layout.format {
        case .tsv, .csv: try openDelimited(maker)
        case .jsonl: try openJSONLines(maker)
        case .json: try openJSONArray(maker)
        case .xml: try openXML(maker)
        case .html: try openHTML(maker)
        case .parquet: try openParquet(maker)
        }
    }

    func failure(_ reason: String, hint: String? = nil, line: Int? = nil, column: Int? = nil) -> CorpusFileFailure {
        CorpusFileFailure(path: path, line: line, column: column, reason: reason, hint: hint)
    }

    var isWhole: Bool { (segment?.offset ?? 0) == 0 }

    func text(_ segment: SourceSegment) throws -> TextBuffer {
        do {
            return TextBuffer(try TextSource(path: path, encoding: layout.encoding, segment: segment))
        } catch {
            throw error.inCorpusFile(path)
        }
    }
}
