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

    /// `<?xml version="1.0" encoding="gb18030"?>` with spaces for its encoding, as many as there were bytes.
    private static func blanked(_ head: [UInt8]) -> [UInt8] {
        guard let range = XMLEncoding.range(in: head) else { return head }
        return head[..<range.lowerBound] + Array(repeating: Byte.space, count: range.count) + head[range.upperBound...]
    }
}

/// The encoding that an XML declaration names.
enum XMLEncoding {
    /// The name, where the declaration itself can be read as ASCII. One that says of itself that it is UTF-16 cannot be.
    static func declared(_ head: [UInt8]) -> String? {
        guard let range = range(in: head) else { return nil }
        let name = String(decoding: head[range], as: UTF8.self).split { "\"'".contains($0) }.last.map(String.init)
        let isWide = ["utf-16", "utf16", "utf-32", "utf32", "ucs", "iso-10646"].contains {
            name?.lowercased().hasPrefix($0) == true
        }
        return isWide ? nil : name
    }

    /// Where ` encoding="gb18030"` stands.
    static func range(in head: [UInt8]) -> Range<Int>? {
        guard head.starts(with: "<?xml".utf8), let end = head.prefix(512).firstIndex(of: UInt8(ascii: ">")),
            let declaration = String(validating: head[..<end], as: UTF8.self),
            let encoding = declaration.firstRange(of: /\sencoding\s*=\s*("[^"]+"|'[^']+')/)
        else { return nil }
        let bytes = declaration.utf8
        return bytes.distance(
            from: bytes.startIndex, to: encoding.lowerBound)..<bytes.distance(
                from: bytes.startIndex, to: encoding.upperBound)
    }
}
