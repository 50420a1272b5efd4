/// What must be equal before two sentences may be called nearly the same: digits, Latin words, Chinese numerals and
/// negation. "5朵玫瑰" and "3朵玫瑰", "我喜欢北京" and "我不喜欢北京" differ by one character and mean different things.
enum ProtectedFeatures {
    /// A number that is equal for sentences with the same numbers and Latin words in the same order and the same
    /// negation characters in any order.
    static func hash(_ scalars: [UInt32]) -> UInt64 {
        var sequence: UInt64 = 0x243F_6A88_85A3_08D3
        var negations: UInt64 = 0
        var previous: CharacterClass = []
        var place = 0
        while place < scalars.count {
            let scalar = scalars[place]
            if isLexicalOne(scalars, place) {
                place += 2
                previous = []
                continue
            }
            let kind = CharacterClass.of(scalar)
            let part = kind.intersection(.sequences)
            if !part.isEmpty {
                if part != previous { sequence = mix(sequence, UInt64(part.rawValue) << 32) }
                sequence = mix(sequence, UInt64(scalar))
            } else if kind.contains(.negative) {
                negations &+= mix(0x1319_8A2E_0370_7344, UInt64(scalar))
            }
            previous = part
            place += 1
        }
        return mix(sequence, negations)
    }

    /// True at 一 of 一下, 一样, 一些 and the like, where it counts nothing.
    static func isLexicalOne(_ scalars: [UInt32], _ place: Int) -> Bool {
        scalars[place] == 0x4E00 && place + 1 < scalars.count
            && CharacterClass.of(scalars[place + 1]).contains(.afterOne)
    }

    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = (left ^ right &* 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
