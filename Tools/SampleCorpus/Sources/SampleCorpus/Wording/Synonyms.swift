/// Words that may stand for each other wherever they appear in a sentence.
struct Synonyms: Sendable {
    private var others: [String: [String]] = [:]
    private let longest: Int

    /// Reads sets of words, one set a line, words separated by blanks.
    init(_ text: String) {
        for (_, line) in ContentLines.read(text) {
            let words = line.split(separator: " ").map(String.init)
            for word in words { others[word, default: []] += words.filter { $0 != word } }
        }
        longest = others.keys.map(\.count).max() ?? 0
    }

    /// The sentence with each known word exchanged with a probability of `share` in a thousand.
    ///
    /// The longest word wins where several begin; what was written for a word is not looked at again.
    func varied(_ sentence: String, share: Int, _ dice: inout Dice) -> String {
        let characters = Array(sentence)
        var text = ""
        var place = 0
        while place < characters.count {
            guard let word = word(at: place, of: characters), let choices = others[word] else {
                text.append(characters[place])
                place += 1
                continue
            }
            text += dice.chance(share) ? dice.pick(choices) : word
            place += word.count
        }
        return text
    }

    private func word(at place: Int, of characters: [Character]) -> String? {
        let most = min(longest, characters.count - place)
        guard most >= 2 else { return nil }
        return (2...most).reversed().lazy.map { String(characters[place..<place + $0]) }.first { others[$0] != nil }
    }
}
