internal import CurateCore

/// Reads paraphrases out of what a chat model wrote, strictly: what is not in the form asked for is no answer.
enum ChatAnswers {
    /// What was wrong with an answer.
    struct Unreadable: Error {
        var reason: String
    }

    /// - Throws: ``Unreadable``.
    static func paraphrases(_ body: [UInt8], _ form: ChatOptions.AnswerForm, most: Int) throws -> [Paraphrase] {
        guard let answer = try? JSONLine.value(ChatMessages.ChatAnswer.self, body), let choice = answer.choices.first
        else { throw Unreadable(reason: "the answer is no chat completion: \(JSONLine.excerpt(body))") }
        guard let content = choice.message.content else { throw Unreadable(reason: "the model wrote nothing") }
        if choice.finish_reason == "length" {
            throw Unreadable(reason: "the answer was cut off at the server's limit of tokens")
        }
        let text = withoutThoughts(content)
        let sentences = try form == .json ? array(text) : lines(text)
        return sentences.prefix(most).map { Paraphrase(text: $0) }
    }

    /// What a reasoning model thinks aloud comes first, between marks of its own.
    private static func withoutThoughts(_ text: String) -> Substring {
        let text = trimmed(text[...])
        guard text.hasPrefix("<think>"), let end = text.range(of: "</think>") else { return text }
        return trimmed(text[end.upperBound...])
    }

    /// A JSON array of texts, which may stand in one code block.
    private static func array(_ text: Substring) throws -> [String] {
        var text = text
        if text.hasPrefix("```"), text.hasSuffix("```"), text.count > 6, let first = text.firstIndex(of: "\n") {
            text = trimmed(text[text.index(after: first)...].dropLast(3))
        }
        guard let sentences = try? JSONLine.value([String].self, Array(text.utf8)) else {
            throw Unreadable(reason: "the model wrote no JSON array of texts: \(JSONLine.excerpt(String(text)))")
        }
        return try checked(sentences.map { String(trimmed($0[...])) })
    }

    private static func lines(_ text: Substring) throws -> [String] {
        let lines = text.split(whereSeparator: \.isNewline).map(trimmed).filter { !$0.isEmpty }
        return try checked((withoutNumbers(lines) ?? withoutBullets(lines) ?? lines).map(String.init))
    }

    private static func checked(_ sentences: [String]) throws -> [String] {
        if sentences.isEmpty { throw Unreadable(reason: "the model wrote no paraphrase") }
        if sentences.contains("") { throw Unreadable(reason: "one of the paraphrases is empty") }
        return sentences
    }

    /// Without `1.`, `2、`, `（3）` or `4)`, where all lines are numbered from 1 on: a number that a sentence begins
    /// with stays.
    private static func withoutNumbers(_ lines: [Substring]) -> [Substring]? {
        let numbered = lines.compactMap(splitNumber)
        guard numbered.map(\.number) == Array(1...max(1, lines.count)) else { return nil }
        // `1.5倍` alone is no first line.
        if lines.count == 1, numbered[0].sentence.first?.isNumber == true { return nil }
        return numbered.map(\.sentence)
    }

    private static func splitNumber(_ line: Substring) -> (number: Int, sentence: Substring)? {
        let isOpen = line.first.map { "(（".contains($0) } ?? false
        let digits = (isOpen ? line.dropFirst() : line).prefix { $0.isASCII && $0.isNumber }
        let rest = line[digits.endIndex...]
        guard digits.count <= 3, let number = Int(digits), let mark = rest.first,
            (isOpen ? ")）" : ".、)）．:：").contains(mark)
        else { return nil }
        return (number, trimmed(rest.dropFirst()))
    }

    private static func withoutBullets(_ lines: [Substring]) -> [Substring]? {
        let isList = lines.allSatisfy { line in
            line.first.map { "-*•".contains($0) } == true && line.dropFirst().first == " "
        }
        return isList ? lines.map { trimmed($0.dropFirst()) } : nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

extension Substring {
    /// Where `part` first is.
    fileprivate func range(of part: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
            start = index(after: start)
        }
        return nil
    }
}
