/// Latin words of a sentence: `iphone`, `qq`, `5g` without its number.
enum LatinWords {
    static func all(_ scalars: [UInt32]) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in scalars {
            if CharacterClass.of(scalar).contains(.latin), let letter = Unicode.Scalar(scalar) {
                word.append(letter)
            } else if !word.isEmpty {
                words.append(String(word))
                word = String.UnicodeScalarView()
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        return words
    }
}
