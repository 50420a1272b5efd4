import CurateCore
import CurateTesting

/// The definitions of nearness written as plainly as possible; what the stages are compared with.
enum Naive {
    /// Bigrams with pads and how often each occurs.
    static func bigrams(_ text: String) -> [UInt64: Int] {
        let characters = [1] + text.unicodeScalars.map { UInt64($0.value) } + [2]
        var counts: [UInt64: Int] = [:]
        for (left, right) in zip(characters, characters.dropFirst()) { counts[left << 32 | right, default: 0] += 1 }
        return counts
    }

    static func size(_ counts: [UInt64: Int]) -> Int { counts.values.reduce(0, +) }

    /// Shared tokens and all tokens.
    static func overlap(_ left: [UInt64: Int], _ right: [UInt64: Int]) -> (shared: Int, all: Int) {
        let shared = left.reduce(0) { $0 + min($1.value, right[$1.key, default: 0]) }
        return (shared, size(left) + size(right) - shared)
    }

    static func overlap(_ left: String, _ right: String) -> (shared: Int, all: Int) {
        overlap(bigrams(left), bigrams(right))
    }

    /// Numbers, Latin words and negations in a form that can be compared.
    static func features(_ text: String) -> String {
        var rest = text
        for word in "下样起直定般些点边旦切向".map({ "一" + String($0) }) {
            rest = rest.split(separator: word, omittingEmptySubsequences: false).joined(separator: "#")
        }
        var parts: [String] = []
        var last = "other"
        for character in rest {
            let kind =
                "0123456789".contains(character)
                ? "digit"
                : "零〇一二三四五六七八九十百千万亿两".contains(character)
                    ? "numeral" : character.isASCII && character.isLetter ? "latin" : "other"
            if kind != "other" {
                if kind == last { parts[parts.count - 1].append(character) } else { parts.append(String(character)) }
            }
            last = kind
        }
        let negations = String(rest.filter { "不没无未别非莫勿否甭".contains($0) }.sorted())
        return parts.joined(separator: " ") + "|" + negations
    }

    /// Characters that one text has more of.
    static func difference(_ left: String, _ right: String) -> (left: [Character], right: [Character]) {
        var (a, b) = (Array(left), Array(right))
        for character in left {
            if let place = b.firstIndex(of: character), let own = a.firstIndex(of: character) {
                a.remove(at: own)
                b.remove(at: place)
            }
        }
        return (a, b)
    }

    static func isOpposite(_ left: String, _ right: String, _ lists: [String]) -> Bool {
        let difference = difference(left, right)
        return difference.left.contains { a in
            difference.right.contains { b in lists.contains { $0.contains(a) && $0.contains(b) && a != b } }
        }
    }

    /// The text without light words.
    static func skeleton(_ text: String) -> String {
        var rest = text
        for word in ["请问", "一下"] { rest = rest.split(separator: word).joined() }
        var result = ""
        let characters = Array(rest)
        for (place, character) in characters.enumerated() {
            if character == "了", place + 1 < characters.count, characters[place + 1] == "解" {
                result.append(character)
            } else if character == "么", place > 0, "什怎这那多".contains(characters[place - 1]) {
                result.append(character)
            } else if !"的了吗呢啊吧呀么哦嘛啦哈呗噢喔哟".contains(character) {
                result.append(character)
            }
        }
        return result.isEmpty ? text : result
    }
}

/// Random short texts over few characters, so that many are alike.
struct TextSource {
    private var random: KeyedRandom
    let alphabet: [Character]

    init(_ number: UInt64, alphabet: String = "我你怎么开关花呗吗的请问一下不3三大小红色") {
        random = KeyedRandom(seed: 11, purpose: .init("texts"), number: number)
        self.alphabet = Array(alphabet)
    }

    mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

    mutating func text(_ lengths: ClosedRange<Int>) -> String {
        String((0..<lengths.lowerBound + below(lengths.count)).map { _ in alphabet[below(alphabet.count)] })
    }

    /// The text with a few characters changed, dropped or added.
    mutating func variant(of text: String, edits: Int) -> String {
        var characters = Array(text)
        for _ in 0..<edits {
            let place = below(characters.count + 1)
            let character = alphabet[below(alphabet.count)]
            switch below(3) {
            case 0: characters.insert(character, at: place)
            case 1: if characters.count > 1, place < characters.count { characters.remove(at: place) }
            default: if place < characters.count { characters[place] = character }
            }
        }
        return String(characters)
    }
}
