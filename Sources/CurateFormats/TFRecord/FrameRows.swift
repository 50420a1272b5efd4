/// A row is a frame: its length, the length's checksum, the message, the message's checksum.
struct FrameRows: RowCounter {
    private var walk = HeadWalk(size: 12)
    private var frames = 0

    var rows: Int? { walk.isBetween ? frames : nil }

    mutating func take(_ piece: [UInt8]) {
        var found = 0
        walk.take(piece) { head in
            found += 1
            let length = head[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return Int(clamping: length) &+ 4
        }
        frames += found
    }
}
