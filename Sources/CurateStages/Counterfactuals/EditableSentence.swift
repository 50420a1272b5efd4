internal import CurateCore

internal import TextNormalization

/// A sentence with its words, ready to be edited.
struct EditableSentence: Sendable {
    let characters: [Character]
    /// By ICU's dictionary; characters between words are punctuation and spaces.
    let words: [Range<Int>]
    private let starts: Set<Int>
    private let ends: Set<Int>

    /// - Throws: `SegmentationError`.
    init(_ text: String) throws {
        characters = Array(text)
        var place = 0
        var index: [Int: Int] = [0: 0]
        for (number, character) in characters.enumerated() {
            place += character.utf8.count
            index[place] = number + 1
        }
        words = try TextProperties.wordRanges(Array(text.utf8)).compactMap { range in
            guard let start = index[range.lowerBound], let end = index[range.upperBound] else { return nil }
            return start..<end
        }
        starts = Set(words.map(\.lowerBound))
        ends = Set(words.map(\.upperBound))
    }

    var text: String { String(characters) }
    var count: Int { characters.count }

    func text(_ range: Range<Int>) -> String { String(characters[range.clamped(to: 0..<count)]) }

    /// True where a text stands at a place.
    func has(_ text: String, at place: Int) -> Bool {
        place >= 0 && place <= count && characters[place...].starts(with: text)
    }

    /// True where a text ends at a place.
    func has(_ text: String, before place: Int) -> Bool { has(text, at: place - text.count) }

    func contains(_ text: String) -> Bool { !places(of: text).isEmpty }

    /// Where a text stands; none overlap.
    func places(of text: String) -> [Range<Int>] {
        guard let first = text.first else { return [] }
        let length = text.count
        var places: [Range<Int>] = []
        var place = 0
        while place + length <= count {
            if characters[place] == first, has(text, at: place) {
                places.append(place..<place + length)
                place += length
            } else {
                place += 1
            }
        }
        return places
    }

    /// True when a range begins and ends where words do.
    func isWords(_ range: Range<Int>) -> Bool { starts.contains(range.lowerBound) && ends.contains(range.upperBound) }

    /// The word that begins or ends at a place.
    func word(at place: Int) -> Range<Int>? { words.first { $0.lowerBound == place } }
    func word(before place: Int) -> Range<Int>? { words.first { $0.upperBound == place } }

    /// The edit that puts another text in the place of a range.
    func replacing(_ range: Range<Int>, with new: String, _ kind: EditKind) -> Edit {
        Edit(
            kind: kind, text: String(characters[..<range.lowerBound]) + new + String(characters[range.upperBound...]),
            removed: text(range), inserted: new)
    }

    /// True where it asks for yes or no: with or without 不, it asks the same.
    var asksYesOrNo: Bool {
        let body = characters.reversed().drop { !$0.isLetter }
        guard let last = body.first else { return true }
        if "吗么嘛吧没不否".contains(last) { return true }
        if Self.choices.contains(where: contains) { return true }
        // 能不能, 可不可以, 有没有, 会否.
        return (1..<max(1, count - 1)).contains { place in
            let here = characters[place]
            return (here == "不" || here == "没") && characters[place - 1] == characters[place + 1]
        }
    }

    private static let choices = ["吗", "是否", "能否", "可否", "会否", "还是", "有没有", "有无"]

    /// True where it asks what, who, how and the like.
    var asksWhat: Bool { Self.questionWords.contains(where: contains) }

    static let questionWords = [
        "什么", "怎么", "怎样", "如何", "为何", "哪", "多少", "几", "谁", "咋", "啥", "多久", "多大", "多长", "多远", "何时",
    ]
}
