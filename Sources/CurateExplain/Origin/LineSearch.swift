internal import ByteScanning
internal import Files

/// Finds a line of a part of a file by counting line ends.
struct LineSearch {
    private let reader: FileReader
    private let start: UInt64
    private let end: UInt64
    private static let piece = 1 << 20

    init(path: String, from start: UInt64, to end: UInt64) throws {
        reader = try FileReader(path: path)
        self.start = start
        self.end = end
    }

    /// Where the line lies, its end included; nil when the part has fewer lines.
    ///
    /// - Parameter number: from 0.
    func range(of number: Int) throws -> Range<UInt64>? {
        guard let from = try place(afterLineEnds: number), from < end else { return nil }
        return from..<(try place(afterLineEnds: number + 1) ?? end)
    }

    private func place(afterLineEnds count: Int) throws -> UInt64? {
        if count == 0 { return start }
        var rest = count
        var offset = start
        while offset < end {
            let bytes = try reader.read(at: offset, count: Int(min(UInt64(Self.piece), end - offset)))
            if bytes.isEmpty { return nil }
            let found = ByteScanning.count(10, in: bytes.span)
            if found < rest {
                rest -= found
                offset += UInt64(bytes.count)
                continue
            }
            return offset + UInt64(Self.behind(rest, bytes))
        }
        return nil
    }

    private static func behind(_ count: Int, _ bytes: [UInt8]) -> Int {
        var rest = count
        for (place, byte) in bytes.enumerated() where byte == 10 {
            rest -= 1
            if rest == 0 { return place + 1 }
        }
        return bytes.count
    }
}
