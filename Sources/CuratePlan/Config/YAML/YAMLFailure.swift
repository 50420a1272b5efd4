import CurateCore
import Yams

/// Says in a person's words why a text is not YAML, at the place where it stops being so.
struct YAMLFailure {
    var error: YamlError
    var text: String
    var file: String

    init(_ error: YamlError, _ text: String, _ file: String) {
        self.error = error
        self.text = text
        self.file = file
    }

    var diagnostic: Diagnostic {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            syntax(problem, mark)
        case .composer(_, let problem, let mark, _):
            composition(problem, mark)
        case .duplicatedKeysInMapping(let keys, let context):
            at(context.mark, "the key '\(keys.first ?? "")' is given more than once in this map.", "Keep one of them.")
        case .reader(let problem, let offset, _, _):
            unreadable(problem, offset)
        default: Diagnostic(.error, "\(error)", file: file)
        }
    }

    private func syntax(_ problem: String, _ mark: Mark) -> Diagnostic {
        let line = line(mark.line)
        if character(mark, in: line) == "\t" {
            return at(mark, "a tab stands where YAML wants spaces.", "Indent with spaces.")
        }
        return at(mark, "this is not YAML: \(problem).", braceHint(line))
    }

    private func composition(_ problem: String, _ mark: Mark) -> Diagnostic {
        if problem.contains("another document") {
            return at(mark, "the file holds more than one YAML document.", "Keep one, without '---' between parts.")
        }
        if problem.contains("alias") {
            return Self.anchor(Place(file: file, line: mark.line, column: mark.column))
        }
        return at(mark, "this is not YAML: \(problem).", nil)
    }

    static func anchor(_ place: Place) -> Diagnostic {
        place.diagnostic(
            .error, "anchors and aliases ('&x', '*x') are not supported.", hint: "Write the value out where it is used."
        )
    }

    private func unreadable(_ problem: String, _ offset: Int?) -> Diagnostic {
        let before = text.prefix(offset ?? 0)
        let line = 1 + before.count { $0.isNewline }
        let column = 1 + before.reversed().prefix { !$0.isNewline }.count
        return Diagnostic(
            .error, "the file holds a character that YAML does not allow: \(problem).", file: file, line: line,
            column: column)
    }

    /// In `{path: ${X}}` the brace of `${X}` ends the map; nothing in the parser's words tells so.
    private func braceHint(_ line: String) -> String? {
        guard line.contains("${"), line.contains(where: { $0 == "{" || $0 == "[" }) else { return nil }
        return "Inside braces or brackets put quotes around a value that holds ${...}."
    }

    private func at(_ mark: Mark, _ message: String, _ hint: String?) -> Diagnostic {
        Diagnostic(.error, message, hint: hint, file: file, line: mark.line, column: mark.column)
    }

    private func line(_ number: Int) -> String {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        return number >= 1 && number <= lines.count ? String(lines[number - 1]) : ""
    }

    private func character(_ mark: Mark, in line: String) -> Unicode.Scalar? {
        line.unicodeScalars.dropFirst(mark.column - 1).first
    }
}
