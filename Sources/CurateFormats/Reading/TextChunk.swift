/// A piece of a file that holds whole rows, as UTF-8.
public struct TextChunk: Sendable {
    public var bytes: [UInt8]
    /// Physical line of its first byte, from 1.
    public var firstLine: Int
    /// Stretches that are no row, as the cutter had to find out; ascending.
    var exceptions: [RowException]
    /// Places in ``bytes`` where the conversion to UTF-8 put a replacement character; ascending.
    var damage: [Int]

    /// In a JSON array, the elements in ``bytes``, exceptions included.
    var elements: [Range<Int>] = []
    /// In XML, the records in ``bytes``.
    var records: [FieldRecord] = []

    init(_ bytes: [UInt8], firstLine: Int, exceptions: [RowException] = [], damage: [Int] = []) {
        self.bytes = bytes
        self.firstLine = firstLine
        self.exceptions = exceptions
        self.damage = damage
    }
}

/// A stretch of a piece that is no row.
struct RowException: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        /// Longer than rows may be; nil: nobody counted how long.
        case oversized(bytes: Int?)
        case malformed(RowFault, column: Int)
    }

    var range: Range<Int>
    var kind: Kind
}

extension TextChunk {
    /// The exception that begins at `place`.
    func exception(at place: Int, after passed: Int) -> RowException? {
        passed < exceptions.count && exceptions[passed].range.lowerBound == place ? exceptions[passed] : nil
    }

    /// The exception that is all there is.
    var loneException: RowException? {
        guard exceptions.count == 1, exceptions[0].range == bytes.indices else { return nil }
        return exceptions[0]
    }
}
