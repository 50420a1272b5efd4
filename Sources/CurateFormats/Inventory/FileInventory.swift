internal import ByteScanning
internal import Checksums
internal import Compression
public import CurateCore
internal import Files

/// What one pass over a file tells before it is parsed: its checksum, and where it may be cut.
public struct FileInventory: Sendable, Hashable {
    /// Of the bytes on disk, in hexadecimal.
    public var sha256: String
    public var bytes: UInt64
    /// Line feeds in the bytes on disk; 0 for a compressed file.
    public var lines: Int
    /// Pieces that can be read on their own, each beginning at a line; one piece where the file cannot be cut.
    public var segments: [SourceSegment]

    /// Reads the file once, in constant memory.
    ///
    /// - Parameter targetBytes: about how long a piece is to be.
    /// - Throws: `SystemFailure` when the file cannot be read.
    public static func scan(path: String, layout: CorpusLayout, targetBytes: Int) throws -> FileInventory {
        let reader = try FileReader(path: path)
        let hash = SHA256Stream()
        var cutter = SegmentCutter(target: UInt64(targetBytes))
        var total: UInt64 = 0
        var splittable = layout.quote == nil && (layout.format == .tsv || layout.format == .jsonl)
        var piece: [UInt8] = []
        while true {
            piece.removeAll(keepingCapacity: true)
            guard try reader.read(upTo: 1 << 20, appendingTo: &piece) > 0 else { break }
            if total == 0 { splittable = splittable && isPlain(piece, layout) }
            hash.update(piece.span)
            if splittable { cutter.take(piece, at: total) }
            total += UInt64(piece.count)
        }
        let segments = splittable ? cutter.segments(total) : [.whole]
        return FileInventory(sha256: hash.finish(), bytes: total, lines: cutter.lines, segments: segments)
    }

    /// Uncompressed, and in an encoding whose every line feed ends a line and which needs no look at the file's head.
    private static func isPlain(_ head: [UInt8], _ layout: CorpusLayout) -> Bool {
        guard CompressionFormat.detected(fromMagic: head.span) == .none else { return false }
        let encoding = layout.encoding?.lowercased() ?? "utf-8"
        let marked = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
        return !marked && (encoding == "utf-8" || encoding == "utf8")
    }
}

/// Cuts a stream of lines into segments.
private struct SegmentCutter {
    let target: UInt64
    private(set) var lines = 0
    private var starts: [(offset: UInt64, line: Int)] = [(0, 1)]

    init(target: UInt64) { self.target = target }

    mutating func take(_ piece: [UInt8], at offset: UInt64) {
        let due = starts[starts.count - 1].offset + target
        if offset + UInt64(piece.count) > due {
            let from = due > offset ? Int(due - offset) : 0
            if let feed = ByteScanning.first(10, in: piece.span, from: from) {
                let before = ByteScanning.count(10, in: piece.span.extracting(0..<feed + 1))
                starts.append((offset + UInt64(feed) + 1, lines + before + 1))
            }
        }
        lines += ByteScanning.count(10, in: piece.span)
    }

    func segments(_ total: UInt64) -> [SourceSegment] {
        let kept = starts.filter { $0.offset < total || $0.offset == 0 }
        guard kept.count > 1 else { return [.whole] }
        return kept.indices.map { index in
            let end = index + 1 < kept.count ? kept[index + 1].offset : total
            return SourceSegment(
                offset: kept[index].offset, length: end - kept[index].offset, firstLine: kept[index].line)
        }
    }
}
