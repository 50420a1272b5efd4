import Checksums
import Compression
import Files

/// Bytes that come one after the other.
protocol ByteStream: AnyObject {
    /// Appends at most `count` bytes; returns how many, 0 at the end. What was appended before it throws stays.
    func read(upTo count: Int, appendingTo bytes: inout [UInt8]) throws -> Int
}

/// The bytes of a file or of standard input, all or a part.
final class FileBytes: ByteStream {
    private let file: FileReader
    private var offset: UInt64 = 0
    private let isPart: Bool
    private let end: UInt64?
    private let digest: SHA256Stream?
    /// Bytes read so far.
    private(set) var count: UInt64 = 0

    init(path: String, segment: SourceSegment = .whole, digest: SHA256Stream? = nil) throws {
        self.digest = digest
        file = path == "-" ? FileReader.standardInput : try FileReader(path: path)
        isPart = segment != .whole
        offset = segment.offset
        end = segment.length.map { segment.offset + $0 }
    }

    func read(upTo count: Int, appendingTo bytes: inout [UInt8]) throws -> Int {
        let read = try isPart ? readPart(count, into: &bytes) : file.read(upTo: count, appendingTo: &bytes)
        self.count += UInt64(read)
        digest?.update(bytes.span.extracting(last: read))
        return read
    }

    private func readPart(_ count: Int, into bytes: inout [UInt8]) throws -> Int {
        let most = end.map { Int(min(UInt64(count), $0 - min($0, offset))) } ?? count
        if most == 0 { return 0 }
        let piece = try file.read(at: offset, count: most)
        bytes.append(contentsOf: piece)
        offset += UInt64(piece.count)
        return piece.count
    }
}

/// A stream whose beginning can be looked at before it is read.
final class PeekedBytes: ByteStream {
    /// The first bytes, as many as were asked for, fewer only where the stream ends or fails.
    let head: [UInt8]
    private let rest: any ByteStream
    private var replayed = 0
    private var failure: (any Error)?

    init(_ stream: any ByteStream, count: Int) {
        rest = stream
        var head: [UInt8] = []
        do {
            while head.count < count, try stream.read(upTo: count - head.count, appendingTo: &head) > 0 {}
        } catch {
            failure = error
        }
        self.head = head
    }

    func read(upTo count: Int, appendingTo bytes: inout [UInt8]) throws -> Int {
        if replayed < head.count {
            let piece = head[replayed...].prefix(count)
            bytes.append(contentsOf: piece)
            replayed += piece.count
            return piece.count
        }
        if let failure { throw failure }
        return try rest.read(upTo: count, appendingTo: &bytes)
    }
}

/// What a compressed stream unfolds to.
final class UnpackedBytes: ByteStream {
    private let packed: any ByteStream
    private let decompressor: Decompressor
    private var input: [UInt8] = []
    private var taken = 0
    private var inputEnded = false

    init(_ packed: any ByteStream, format: CompressionFormat) {
        self.packed = packed
        decompressor = Decompressor(format: format)
    }

    func read(upTo count: Int, appendingTo bytes: inout [UInt8]) throws -> Int {
        let before = bytes.count
        while bytes.count == before {
            try unpack(input, upTo: count, into: &bytes)
            if bytes.count > before { break }
            if try !refill() {
                try decompressor.finish()
                break
            }
        }
        return bytes.count - before
    }

    private func unpack(_ input: [UInt8], upTo count: Int, into bytes: inout [UInt8]) throws {
        taken += try decompressor.decompress(input.span.extracting(taken...), limit: count, into: &bytes)
    }

    private func refill() throws -> Bool {
        input.removeAll(keepingCapacity: true)
        taken = 0
        if !inputEnded { inputEnded = try packed.read(upTo: 256 << 10, appendingTo: &input) == 0 }
        return !inputEnded
    }
}
