/// Words that a question can gain or lose without asking something else: particles, 请问, 一下.
enum LightWords {
    /// Replaces `rest` by the text without its light words; by the whole text when it has no others.
    ///
    /// 了 of 了解 and 么 of 什么 and 怎么 belong to their words and stay.
    static func strip(_ scalars: [UInt32], into rest: inout [UInt32]) {
        rest.removeAll(keepingCapacity: true)
        var place = 0
        while place < scalars.count {
            if startsWord(scalars, place) {
                place += 2
            } else {
                if !isParticle(scalars, place) { rest.append(scalars[place]) }
                place += 1
            }
        }
        if rest.isEmpty { rest.append(contentsOf: scalars) }
    }

    /// 什么, 怎么, 这么, 那么, 多么.
    private static let beforeMe = "什怎这那多".unicodeScalars.map(\.value)

    /// True at the start of 请问 or 一下.
    private static func startsWord(_ scalars: [UInt32], _ place: Int) -> Bool {
        guard place + 1 < scalars.count else { return false }
        let next = scalars[place + 1]
        return (scalars[place] == 0x8BF7 && next == 0x95EE) || (scalars[place] == 0x4E00 && next == 0x4E0B)
    }

    private static func isParticle(_ scalars: [UInt32], _ place: Int) -> Bool {
        guard CharacterClass.of(scalars[place]).contains(.particle) else { return false }
        switch scalars[place] {
        case 0x4E86: return place + 1 == scalars.count || scalars[place + 1] != 0x89E3
        case 0x4E48: return place == 0 || !beforeMe.contains(scalars[place - 1])
        default: return true
        }
    }
}
