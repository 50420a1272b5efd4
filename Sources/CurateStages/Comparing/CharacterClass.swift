/// What a character is to a comparison; looked up in a table over the basic plane.
struct CharacterClass: OptionSet, Sendable {
    let rawValue: UInt8

    static let digit = CharacterClass(rawValue: 1 << 0)
    static let latin = CharacterClass(rawValue: 1 << 1)
    /// A Chinese numeral.
    static let numeral = CharacterClass(rawValue: 1 << 2)
    /// It turns a sentence round.
    static let negative = CharacterClass(rawValue: 1 << 3)
    /// A particle: a question can gain or lose it without asking something else.
    static let particle = CharacterClass(rawValue: 1 << 4)
    /// With 一 before it, it makes a word that is not about number.
    static let afterOne = CharacterClass(rawValue: 1 << 5)

    /// Parts of numbers and Latin words.
    static let sequences: CharacterClass = [.digit, .latin, .numeral]

    static func of(_ scalar: UInt32) -> CharacterClass {
        scalar < 0x1_0000 ? CharacterClass(rawValue: table[Int(scalar)]) : []
    }

    static let numerals = "零〇一二三四五六七八九十百千万亿两"
    static let negatives = "不没无未别非莫勿否甭"
    static let particles = "的了吗呢啊吧呀么哦嘛啦哈呗噢喔哟"
    /// 一下, 一样, 一起, 一直, 一定, 一般, 一些, 一点, 一边, 一旦, 一切, 一向.
    static let afterOnes = "下样起直定般些点边旦切向"

    private static let table: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 0x1_0000)
        func mark(_ scalars: some Sequence<UInt32>, _ mark: CharacterClass) {
            for scalar in scalars { table[Int(scalar)] |= mark.rawValue }
        }
        mark(0x30...0x39, .digit)
        mark(0x41...0x5A, .latin)
        mark(0x61...0x7A, .latin)
        mark(0xC0...0x24F, .latin)
        mark(numerals.unicodeScalars.map(\.value), .numeral)
        mark(negatives.unicodeScalars.map(\.value), .negative)
        mark(particles.unicodeScalars.map(\.value), .particle)
        mark(afterOnes.unicodeScalars.map(\.value), .afterOne)
        return table
    }()
}
