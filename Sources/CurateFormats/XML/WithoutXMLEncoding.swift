/// XML that was decoded already: the encoding that its declaration names is blanked out, for it is no longer true.
final class WithoutXMLEncoding: ByteStream {
    private let stream: PeekedBytes
    private var start: [UInt8]

    init(_ decoded: any ByteStream) {
        stream = PeekedBytes(decoded, count: 512)
        start = Self.blanked(stream.head)
    }

    func read(upTo count: Int, appendingTo bytes: inout [UInt8]) throws -> Int {
        let before = bytes.count
        let read = try stream.read(upTo: count, appendingTo: &bytes)
        let replaced = min(read, start.count)
        bytes.replaceSubrange(before..<before + replaced, with: start.prefix(replaced))
        start.removeFirst(replaced)
        return read
    }

    /// `<?xml version="1.0" encoding="gb18030"?>` with spaces for its encoding.
    private static func blanked(_ head: [UInt8]) -> [UInt8] {
        guard head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: UInt8(ascii: ">")) else { return head }
        let declaration = String(decoding: head[..<end], as: UTF8.self)
        guard let encoding = declaration.firstRange(of: /\sencoding\s*=\s*("[^"]*"|'[^']*')/) else { return head }
        let spaces = String(repeating: " ", count: declaration[encoding].count)
        return Array((declaration[..<encoding.lowerBound] + spaces + declaration[encoding.upperBound...]).utf8)
            + head[end...]
    }
}
