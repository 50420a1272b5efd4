/// A list of words and what each stands for, found in a sentence from left to right, the longest first.
struct Lexicon: Sendable {
    /// By first character: words, the longest first, and what they stand for; nil: they only hide what is in them.
    private let words: [UInt32: [(scalars: [UInt32], name: String?)]]

    /// - Parameters:
    ///   - lists: words by space; of words joined by `=` each stands for the first.
    ///   - hiding: words that contain others by accident, by space.
    init(_ lists: String, hiding: String = "") {
        var words: [UInt32: [(scalars: [UInt32], name: String?)]] = [:]
        func add(_ word: Substring, _ name: String?) {
            let scalars = word.unicodeScalars.map(\.value)
            if let first = scalars.first { words[first, default: []].append((scalars, name)) }
        }
        for group in lists.split(whereSeparator: \.isWhitespace) {
            let names = group.split(separator: "=")
            for word in names { add(word, String(names[0])) }
        }
        for word in hiding.split(whereSeparator: \.isWhitespace) { add(word, nil) }
        self.words = words.mapValues {
            $0.sorted { ($1.scalars.count, $0.name ?? "") < ($0.scalars.count, $1.name ?? "") }
        }
    }

    /// Words that stand in the lists twice: one of them is a slip.
    var repeated: [String] {
        words.values.flatMap { entries in
            let texts = entries.map { String(String.UnicodeScalarView($0.scalars.compactMap(Unicode.Scalar.init))) }
            return texts.filter { text in texts.count(where: { $0 == text }) > 1 }
        }
    }

    /// What the words in a sentence stand for, in its order.
    func words(in text: String) -> [String] {
        let scalars = text.unicodeScalars.map(\.value)
        var found: [String] = []
        var place = 0
        while place < scalars.count {
            if let hit = hit(scalars, at: place) {
                if let name = hit.name { found.append(name) }
                place += hit.scalars.count
            } else {
                place += 1
            }
        }
        return found
    }

    /// Characters of the longest word that begins at a place; nil where none does, or one that only hides others.
    func length(_ scalars: [UInt32], at place: Int) -> Int? {
        hit(scalars, at: place).flatMap { $0.name == nil ? nil : $0.scalars.count }
    }

    private func hit(_ scalars: [UInt32], at place: Int) -> (scalars: [UInt32], name: String?)? {
        words[scalars[place]]?.first { scalars[place...].starts(with: $0.scalars) }
    }
}
