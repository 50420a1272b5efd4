/// Traditional forms of the simplified characters that the content uses.
struct ScriptTable {
    var forms: [Character: Character] = [:]
    var ambiguous: Set<Character> = []

    /// Reads lines of pairs such as `鱼魚 问問`, and a line `ambiguous 发后里` of characters to stay away from.
    init(_ text: String) {
        for (_, line) in ContentLines.read(text) {
            let words = line.split(separator: " ")
            if words.first == "ambiguous" {
                ambiguous.formUnion(words.dropFirst().joined())
            } else {
                for word in words where word.count == 2 { forms[word[word.startIndex]] = word.last }
            }
        }
    }
}
