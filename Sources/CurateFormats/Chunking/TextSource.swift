import Checksums
import Compression
import Files

/// A file's text: bytes, unpacked if they are compressed, converted to UTF-8 if they are not.
final class TextSource {
    /// What decides on compression and encoding, in bytes.
    private static let headBytes = 64 << 10

    let path: String
    let compression: CompressionFormat
    let encoding: FileEncoding
    /// Physical line of the first byte.
    let firstLine: Int
    private let file: FileBytes
    private let stream: any ByteStream
    private let decoded: DecodedBytes?

    enum Purpose {
        case text
        /// Text that says itself how it is encoded, where no layout says otherwise.
        case xml
        /// Unpacked, but neither decoded nor freed of its byte-order mark.
        case bytes
    }

    /// - Parameters:
    ///   - encoding: as declared; nil: detected.
    ///   - digest: gets the bytes of the file as they are read.
    init(
        path: String, encoding declared: String?, segment: SourceSegment = .whole, purpose: Purpose = .text,
        digest: SHA256Stream? = nil
    ) throws {
        self.path = path
        firstLine = segment.firstLine
        file = try FileBytes(path: path, segment: segment, digest: digest)
        // All segments of a file are taken for what its beginning looks like, however small the first is.
        let isPart = segment != .whole
        let unpacked = Self.unpacked(isPart ? try FileBytes(path: path) : file)
        compression = unpacked.compression
        let head = unpacked.stream.head
        encoding = FileEncoding(
            declared: purpose == .xml ? declared ?? XMLEncoding.declared(head) : declared, head: head)
        let bytes: any ByteStream = isPart ? file : unpacked.stream
        // A parser of XML ends where text cannot be decoded; decoded here, only the record is refused.
        let name = encoding.name ?? (purpose == .xml ? "UTF-8" : nil)
        decoded = try purpose == .bytes ? nil : name.map { try DecodedBytes(bytes, encoding: $0) }
        if let decoded {
            stream = purpose == .xml ? WithoutXMLEncoding(decoded) : decoded
        } else {
            stream = purpose == .text && segment.offset == 0 ? WithoutByteOrderMark(bytes) : bytes
        }
    }

    private static func unpacked(_ file: FileBytes) -> (stream: PeekedBytes, compression: CompressionFormat) {
        let packed = PeekedBytes(file, count: headBytes)
        let head = packed.head
        let compression = CompressionFormat.detected(fromMagic: head.span)
        if compression == .none { return (packed, compression) }
        return (PeekedBytes(UnpackedBytes(packed, format: compression), count: headBytes), compression)
    }

    /// Bytes of the file read so far, before unpacking.
    var bytesRead: UInt64 { file.count }

    /// Appends about `count` bytes of UTF-8 at most; returns how many, 0 at the end.
    func read(upTo count: Int, appendingTo bytes: inout [UInt8]) throws -> Int {
        try stream.read(upTo: count, appendingTo: &bytes)
    }

    /// Reads the rest of the file for its digest.
    func passRest() throws {
        var bytes: [UInt8] = []
        while try file.read(upTo: 1 << 20, appendingTo: &bytes) > 0 { bytes.removeAll(keepingCapacity: true) }
    }

    /// Places of replacement characters put in since this was asked last, in bytes from the start of the text.
    func takeDamage() -> [Int] { decoded?.takeDamage() ?? [] }
}
