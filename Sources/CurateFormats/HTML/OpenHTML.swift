import CurateCore
import XMLReading

extension CorpusFile {
    func openHTML(_ maker: RecordMaker) throws -> sending Opened {
        guard layout.shape == .sentences else {
            throw failure("layout '\(layout.name)' is of a web page, which has the shape 'sentences' only")
        }
        do {
            let source = try TextSource(path: path, encoding: layout.encoding)
            return (PageCutter(source, limits: limits), BlockParser(maker: maker, limits: limits))
        } catch {
            throw error.inCorpusFile(path)
        }
    }
}

/// Reads a page as a whole and hands it out as one piece, whose bytes are its blocks one after the other.
///
/// A block's number stands for its line: many pages are one line only.
struct PageCutter: ChunkCutter {
    /// Pages above are refused: libxml2 takes a page in memory.
    static let most = 64 << 20

    private let source: TextSource
    private let limits: ReadingLimits
    private var isRead = false

    init(_ source: TextSource, limits: ReadingLimits) {
        self.source = source
        self.limits = limits
    }

    var bytesRead: UInt64 { source.bytesRead }

    mutating func next() throws -> TextChunk? {
        if isRead { return nil }
        isRead = true
        var chunk = TextChunk([], firstLine: 1)
        guard let blocks = HTMLPage.blocks(of: try page()) else {
            throw CorpusFileFailure(path: source.path, reason: "libxml2 could not read the page", hint: Self.hint)
        }
        for (number, block) in blocks.enumerated() {
            let start = chunk.bytes.count
            chunk.bytes += block
            let isDamaged = String(decoding: block, as: UTF8.self).unicodeScalars.contains("\u{FFFD}")
            chunk.records.append(
                FieldRecord(line: number + 1, fields: [start..<chunk.bytes.count], isDamaged: isDamaged))
        }
        return chunk.records.isEmpty ? nil : chunk
    }

    private static let hint = "Leave it out, or cut it into smaller pages."

    private func page() throws -> [UInt8] {
        var page: [UInt8] = []
        do {
            while try source.read(upTo: limits.chunkBytes, appendingTo: &page) > 0 {
                guard page.count <= Self.most else {
                    throw CorpusFileFailure(
                        path: source.path, reason: "the page has more than \(Self.most >> 20) MiB", hint: Self.hint)
                }
            }
        } catch let failure as CorpusFileFailure {
            throw failure
        } catch {
            throw error.inCorpusFile(source, afterLine: 0)
        }
        return page
    }
}

/// Makes a record of each block of a page.
struct BlockParser: RowParser {
    let maker: RecordMaker
    let limits: ReadingLimits

    func parse(_ chunk: TextChunk, into rows: inout ParsedRows) {
        for record in chunk.records {
            guard let range = record.fields[0] else { continue }
            if range.count > limits.maximumRowBytes {
                rows.rejectOversized(
                    range.count, most: limits.maximumRowBytes, line: record.line, chunk.bytes[range])
            } else if record.isDamaged {
                let fault = RowFault(
                    rule: "invalid_encoding", message: "not valid text: bytes that the file's encoding does not have")
                rows.reject(fault, line: record.line, column: 1, chunk.bytes[range])
            } else {
                _ = maker.make(RowCells(first: range), of: chunk.bytes, line: record.line, into: &rows)
                rows.rows += 1
            }
        }
    }
}
