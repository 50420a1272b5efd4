/// Messages made of sentences.
public enum Sentences {
    /// What is wrong, and what to do about it: two sentences, also where the first was written without its full stop.
    public static func joined(_ message: String, _ hint: String?) -> String {
        guard let hint else { return message }
        let ends = message.last.map { ".!?:".contains($0) } ?? true
        return message + (ends ? " " : ". ") + hint
    }
}
