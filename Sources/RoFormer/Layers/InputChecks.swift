/// Checks of what callers ask, so that the kernels need none.
extension ModelConfiguration {
    /// Throws ``RoFormerFailure`` when a sentence is empty, too long, or holds tokens beyond the vocabulary.
    func check(_ sentence: [Int32], target: [Int32] = [], number: Int) throws {
        guard !sentence.isEmpty else {
            throw RoFormerFailure("sentence \(number) has no tokens", hint: "give at least its start and end marks")
        }
        let length = sentence.count + target.count
        guard length <= maxPositions else {
            throw RoFormerFailure(
                "sentence \(number) has \(length) tokens, the model takes \(maxPositions)", hint: "cut it before")
        }
        for token in [sentence, target].joined() where token < 0 || Int(token) >= vocabularySize {
            throw RoFormerFailure(
                "sentence \(number) holds token \(token), the vocabulary has \(vocabularySize)",
                hint: "use the tokenizer that belongs to this model")
        }
    }
}
