import Files
import RoFormer

extension Bench {
    /// Token ids of short questions in Chinese, some with words in Latin letters, and texts of the ids; one thread.
    func tokenize() throws {
        let special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
        let characters = (0x4E00..<UInt32(0x4E00 + 11_000)).compactMap(Unicode.Scalar.init).map { String($0) }
        let tokenizer = try Tokenizer(
            vocabulary: Vocabulary(tokens: special + ["wi", "##fi", "app", "?", "，", "？"] + characters))
        let texts = (0..<20_000).map { Self.text($0, characters) }
        let reading = Measured.time { texts.reduce(0) { $0 + tokenizer.encode($1, maxLength: 64).count } }
        let ids = texts.map { tokenizer.encode($0, maxLength: 64) }
        var length = 0
        let writing = Measured.time {
            ids.reduce(0) { sum, ids in
                length += tokenizer.decode(ids).utf8.count
                return sum + ids.count
            }
        }
        precondition(length > 0, "texts")
        report("tokenize", ["tokens": reading.rate, "sentences": Double(texts.count) / reading.seconds])
        report("detokenize", ["tokens": writing.rate])
    }

    private static func text(_ number: Int, _ characters: [String]) -> String {
        let chinese = (0..<8 + number % 9).map { characters[($0 * 977 + number * 131) % characters.count] }.joined()
        return number % 3 == 0 ? "\(chinese)，WiFi？" : chinese + "？"
    }
}
