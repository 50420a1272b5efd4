import CurateCore

/// A command that runs when a pipeline's run is done.
///
/// Its words are the arguments of a program, which no shell reads: what a placeholder stands for stays one argument,
/// whatever it holds.
public struct FollowUp: Sendable, Hashable, Codable {
    /// The program and its arguments, with placeholders.
    public var words: [String]
    public var line: Int?
    public var column: Int?

    public init(_ words: [String], line: Int? = nil, column: Int? = nil) {
        self.words = words
        self.line = line
        self.column = column
    }

    /// What may stand in a word, in braces.
    public static let placeholders = ["output", "manifest"]

    /// The words with the output folder in place of `{output}`, and its manifest in place of `{manifest}`.
    public func arguments(output: String) -> [String] {
        words.map {
            $0.split(separator: "{output}", omittingEmptySubsequences: false).joined(separator: output)
                .split(separator: "{manifest}", omittingEmptySubsequences: false)
                .joined(separator: output + "/manifest.json")
        }
    }
}

/// Reads an entry of `then`: a list of words, or a line that is cut at its spaces.
struct FollowUpReader {
    let node: YAMLNode
    let issues: Issues

    func read() -> FollowUp? {
        let words = node.sequence == nil ? line() : list()
        guard let words else { return nil }
        guard let program = words.first, !program.isEmpty else {
            issues.error("an entry of 'then' is a command, which begins with a program.", at: node.place)
            return nil
        }
        words.forEach(checkPlaceholders)
        return FollowUp(words, line: node.place.line, column: node.place.column)
    }

    private func list() -> [String]? {
        let words = node.sequence?.map { item -> String? in
            guard item.mapping == nil else {
                issues.error(
                    "a word of a command must be a text, not a map.",
                    hint: "Within brackets a placeholder needs quotes: \"{output}\".", at: item.place)
                return nil
            }
            return item.readText("then", issues)
        }
        return words.flatMap { words in words.contains(nil) ? nil : words.compactMap(\.self) }
    }

    private func line() -> [String]? {
        guard let text = node.readText("then", issues) else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        let signs: Set<Character> = ["|", "&", ";", "<", ">", "'", "\"", "`", "$", "*"]
        guard let word = words.first(where: { $0.contains(where: signs.contains) }) else { return words }
        issues.error(
            "'\(word)' would mean something to a shell, but a command of 'then' is cut at spaces and given to none.",
            hint: "Write its words as a list, [sh, -c, 'wc -l \"$1\" > lines', sh, \"{output}/stats.json\"].",
            at: node.place)
        return nil
    }

    /// `{ouput}` is a slip, `{print $1}` is not.
    private func checkPlaceholders(_ word: String) {
        for part in word.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
            guard let end = part.firstIndex(of: "}") else { continue }
            let name = String(part[..<end])
            guard !FollowUp.placeholders.contains(name), name.allSatisfy(\.isLetter),
                let meant = Spelling.nearest(to: name, among: FollowUp.placeholders)
            else { continue }
            issues.error("'{\(name)}' stands for nothing.", hint: "Did you mean '{\(meant)}'?", at: node.place)
        }
    }
}
