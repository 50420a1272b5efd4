import TextNormalization

/// Text of another encoding as UTF-8; what the encoding does not have becomes U+FFFD, and its places are kept.
final class DecodedBytes: ByteStream {
    private let stream: any ByteStream
    private let converter: EncodingConverter
    private var input: [UInt8] = []
    private var ended = false

    init(_ stream: any ByteStream, encoding: String) throws {
        self.stream = stream
        converter = try EncodingConverter(from: encoding, onInvalid: .substitute)
    }

    /// May append a little more than `count` bytes: how much text is in bytes shows only when they are decoded.
    func read(upTo count: Int, appendingTo bytes: inout [UInt8]) throws -> Int {
        let before = bytes.count
        while bytes.count == before && !ended {
            input.removeAll(keepingCapacity: true)
            let wanted = min(max(count / 2, 1024), 256 << 10)
            ended = try stream.read(upTo: wanted, appendingTo: &input) == 0
            try convert(input, into: &bytes)
        }
        return bytes.count - before
    }

    /// Places of U+FFFD put in since this was asked last, in bytes from the start of the text.
    func takeDamage() -> [Int] { converter.takeReplacementPlaces() }

    private func convert(_ input: [UInt8], into bytes: inout [UInt8]) throws {
        try converter.convert(input.span, into: &bytes, last: ended)
    }
}

/// UTF-8 without the byte-order mark that it may begin with.
final class WithoutByteOrderMark: ByteStream {
    private let stream: PeekedBytes
    private var isAtStart = true

    init(_ stream: any ByteStream) { self.stream = PeekedBytes(stream, count: 3) }

    func read(upTo count: Int, appendingTo bytes: inout [UInt8]) throws -> Int {
        if isAtStart && stream.head == [0xEF, 0xBB, 0xBF] {
            var mark: [UInt8] = []
            while mark.count < 3 { _ = try stream.read(upTo: 3 - mark.count, appendingTo: &mark) }
        }
        isAtStart = false
        return try stream.read(upTo: count, appendingTo: &bytes)
    }
}
