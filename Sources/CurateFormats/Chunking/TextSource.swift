import Compression
import Files

/// A file's text: bytes, unpacked if they are compressed, converted to UTF-8 if they are not.
final class TextSource {
    /// What decides on compression and encoding, in bytes.
    private static let headBytes = 64 << 10

    let path: String
    let compression: CompressionFormat
    /// Physical line of the first byte.
    let firstLine: Int
    private let file: FileBytes
    private let stream: any ByteStream

    /// - Parameter encoding: as declared; nil: detected.
    init(path: String, encoding: String?, segment: SourceSegment) throws {
        self.path = path
        firstLine = segment.firstLine
        file = try FileBytes(path: path, segment: segment)
        let packed = PeekedBytes(file, count: Self.headBytes)
        let head = packed.head
        compression = segment.offset > 0 ? .none : CompressionFormat.detected(fromMagic: head.span)
        let unpacked: any ByteStream = compression == .none ? packed : UnpackedBytes(packed, format: compression)
        stream = segment.offset > 0 ? unpacked : WithoutByteOrderMark(unpacked)
    }

    /// Bytes of the file read so far, before unpacking.
    var bytesRead: UInt64 { file.count }

    /// Appends at most about `count` bytes of UTF-8; returns how many, 0 at the end.
    func read(upTo count: Int, appendingTo bytes: inout [UInt8]) throws -> Int {
        try stream.read(upTo: count, appendingTo: &bytes)
    }
}
