/// A piece of a file that holds whole rows, as UTF-8.
public struct TextChunk: Sendable {
    public var bytes: [UInt8]
    /// Physical line of its first byte, from 1.
    public var firstLine: Int
    /// What the piece is, if not rows.
    var exception: Exception?
    /// Places in ``bytes`` where the conversion to UTF-8 put a replacement character; ascending.
    var damage: [Int]

    /// A row that the cutter has already found to be none; ``TextChunk/bytes`` holds what is kept of it.
    enum Exception: Sendable, Hashable {
        case oversized(bytes: Int)
    }

    init(_ bytes: [UInt8], firstLine: Int, exception: Exception? = nil, damage: [Int] = []) {
        self.bytes = bytes
        self.firstLine = firstLine
        self.exception = exception
        self.damage = damage
    }
}
