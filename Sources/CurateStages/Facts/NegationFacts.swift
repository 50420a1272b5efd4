/// How often a sentence is turned round.
///
/// A question that names both answers, 能不能 or 有没有, turns nothing round, nor does 不 in 不错 or 别 in 别人; see
/// ``Lexicons/negationIdioms``. Which negation stands there does not matter: 打不开 and 无法打开 have one each.
enum NegationFacts {
    static func count(_ key: String) -> Int {
        let scalars = key.unicodeScalars.map(\.value)
        var count = 0
        var place = 0
        while place < scalars.count {
            if let length = Lexicons.negationIdioms.length(scalars, at: place) {
                place += length
                continue
            }
            if CharacterClass.of(scalars[place]).contains(.negative), !isChoice(scalars, place) { count += 1 }
            place += 1
        }
        return count
    }

    /// True in X不X and X没X, also where X has two characters and only its first stands before: 可不可以, 喜不喜欢.
    private static func isChoice(_ scalars: [UInt32], _ place: Int) -> Bool {
        guard scalars[place] == 0x4E0D || scalars[place] == 0x6CA1, place > 0, place + 1 < scalars.count else {
            return false
        }
        if scalars[place - 1] == scalars[place + 1] { return true }
        return place > 1 && place + 2 < scalars.count && scalars[place - 2] == scalars[place + 1]
            && scalars[place - 1] == scalars[place + 2]
    }
}
