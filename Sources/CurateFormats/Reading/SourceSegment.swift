/// A byte range of an uncompressed, line-based file that can be read on its own.
public struct SourceSegment: Sendable, Hashable, Codable {
    public var offset: UInt64
    /// nil: to the end.
    public var length: UInt64?
    /// Physical line of its first byte, from 1.
    public var firstLine: Int

    public init(offset: UInt64, length: UInt64?, firstLine: Int) {
        self.offset = offset
        self.length = length
        self.firstLine = firstLine
    }

    /// All of a file.
    public static let whole = SourceSegment(offset: 0, length: nil, firstLine: 1)
}
