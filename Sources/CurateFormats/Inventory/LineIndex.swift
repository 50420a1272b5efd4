import ByteScanning
import Compression
import TextNormalization

/// Counts lines as bytes go by, and remembers where segments can begin.
struct LineIndex {
    /// nil: one segment, whatever its size.
    private let targetBytes: Int?
    private var finished: [SourceSegment] = []
    private var current = SourceSegment(offset: 0, length: nil, firstLine: 1)
    private var offset: UInt64 = 0
    private var lineEnds = 0
    private var endsWithNewline = true

    init(targetBytes: Int?) {
        self.targetBytes = targetBytes.map { max(1, $0) }
    }

    /// Lines so far; the last may lack its end.
    var lines: Int { lineEnds + (endsWithNewline ? 0 : 1) }

    /// In order; together they are the whole file.
    var segments: [SourceSegment] {
        guard targetBytes != nil else { return [.whole] }
        var last = current
        last.length = offset - current.offset
        return last.length == 0 && !finished.isEmpty ? finished : finished + [last]
    }

    /// Counts all of `source`; one that is damaged as far as it goes.
    mutating func read(_ source: TextSource) throws {
        var bytes: [UInt8] = []
        do {
            while try source.read(upTo: 1 << 20, appendingTo: &bytes) > 0 {
                add(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        } catch  where error is CompressionFailure || error is EncodingError {
            add(bytes)
        }
    }

    mutating func add(_ bytes: [UInt8]) {
        guard let last = bytes.last else { return }
        var start = 0
        while let end = nextCut(bytes, from: start) {
            lineEnds += ByteScanning.count(Byte.newline, in: bytes.span.extracting(start..<end))
            let next = offset + UInt64(end)
            current.length = next - current.offset
            finished.append(current)
            current = SourceSegment(offset: next, length: nil, firstLine: lineEnds + 1)
            start = end
        }
        lineEnds += ByteScanning.count(Byte.newline, in: bytes.span.extracting(start...))
        offset += UInt64(bytes.count)
        endsWithNewline = last == Byte.newline
    }

    /// Behind the first line end that makes the current segment large enough.
    private func nextCut(_ bytes: [UInt8], from start: Int) -> Int? {
        guard let targetBytes else { return nil }
        let enough = Int(current.offset) + targetBytes - 1 - Int(offset)
        let from = max(start, enough)
        guard from < bytes.count else { return nil }
        return ByteScanning.first(Byte.newline, in: bytes.span, from: from).map { $0 + 1 }
    }
}
