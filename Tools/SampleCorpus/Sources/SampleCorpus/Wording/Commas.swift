/// What people do to the commas inside a sentence: keep them, type a blank, or leave them out.
enum Commas {
    static func typed(_ words: String, _ dice: inout Dice) -> String {
        let draw = dice.below(1000)
        guard draw >= 420, words.contains("，") else { return words }
        let characters = Array(words)
        return String(characters.indices.flatMap { replaced(characters, $0, leavesOut: draw >= 600) })
    }

    private static func replaced(_ characters: [Character], _ index: Int, leavesOut: Bool) -> [Character] {
        guard characters[index] == "，" else { return [characters[index]] }
        let neighbours = [index - 1, index + 1].filter(characters.indices.contains).map { characters[$0] }
        return leavesOut && !neighbours.allSatisfy(\.isASCII) ? [] : [" "]
    }
}
