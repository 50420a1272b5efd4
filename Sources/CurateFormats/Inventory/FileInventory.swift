import Checksums
import Compression
public import CurateCore

/// What is known of a corpus file before it is read.
public enum FileInventory {
    public typealias Entry = (sha256: String, bytes: UInt64, lines: Int, segments: [SourceSegment])

    /// Reads a file once, in order, for its SHA-256 and its lines, and cuts it at line ends into segments of about
    /// `targetBytes`.
    ///
    /// A file that cannot be read from the middle is one segment without length: compressed, quoted, a JSON array, XML, a web page,
    /// or of an encoding in which a byte 10 may be a part of a character. A compressed file that is damaged is
    /// counted as far as it goes; reading it tells what is wrong. Of a Parquet file rows are counted, and segments are
    /// row groups.
    ///
    /// - Throws: `SystemFailure`, or ``CorpusFileFailure`` for standard input.
    public static func scan(path: String, layout: CorpusLayout, targetBytes: Int) throws -> Entry {
        if path == "-" {
            let hint = "Write it to a file, or read it without one."
            throw CorpusFileFailure(path: path, reason: "standard input can be read only once", hint: hint)
        }
        if layout.format == .parquet { return try ParquetInventory.scan(path: path, targetBytes: targetBytes) }
        let probe = try TextSource(path: path, encoding: layout.encoding, purpose: .bytes)
        let keepsLineEnds = probe.encoding.keepsLineEnds
        let digest = SHA256Stream()
        let source: TextSource
        do {
            source = try TextSource(
                path: path, encoding: layout.encoding, purpose: keepsLineEnds ? .bytes : .text, digest: digest)
        } catch {
            throw error.inCorpusFile(path)
        }
        let isCut = keepsLineEnds && probe.compression == .none && layout.hasRowsInLines
        var index = LineIndex(targetBytes: isCut ? targetBytes : nil)
        try index.read(source)
        try source.passRest()
        return (digest.finish(), source.bytesRead, index.lines, index.segments)
    }
}

extension CorpusLayout {
    /// True when each line is a row, whatever is in the lines before it.
    fileprivate var hasRowsInLines: Bool {
        switch format {
        case .tsv, .csv: quote == nil
        case .jsonl: true
        case .json, .xml, .html, .parquet: false
        }
    }
}
