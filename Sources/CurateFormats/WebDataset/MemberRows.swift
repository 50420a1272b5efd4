/// A row is a member of an archive that ends with two empty blocks.
struct MemberRows: RowCounter {
    private var walk = HeadWalk(size: 512)
    private var members = 0
    private var emptyBlocks = 0

    var rows: Int? { walk.isBetween && emptyBlocks == 2 ? members : nil }

    mutating func take(_ piece: [UInt8]) {
        var (members, emptyBlocks) = (self.members, self.emptyBlocks)
        walk.take(piece) { header in
            guard header[0] != 0 else {
                emptyBlocks += 1
                return 0
            }
            members += 1
            let digits = header[124..<135].prefix { $0 != 0 && $0 != 32 }
            let size = Int(String(decoding: digits, as: UTF8.self), radix: 8) ?? 0
            return (size + 511) / 512 * 512
        }
        (self.members, self.emptyBlocks) = (members, emptyBlocks)
    }
}
