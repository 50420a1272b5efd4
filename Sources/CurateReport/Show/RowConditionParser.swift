internal import CurateCore

/// Reads conditions: `or` binds least, then `and`, then `not`.
struct RowConditionParser {
    private struct Token {
        var text: String
        var isQuoted: Bool
        /// From 1, in characters.
        var column: Int
    }

    private let source: String
    private var tokens: [Token] = []
    private var place = 0

    init(_ source: String) { self.source = source }

    mutating func parse() throws -> RowCondition {
        tokens = try Self.tokens(of: source)
        let condition = try either()
        if place < tokens.count { throw failure("'and', 'or' or the end") }
        return condition
    }

    private mutating func either() throws -> RowCondition {
        var condition = try both()
        while take("or") || take("||") { condition = .or(condition, try both()) }
        return condition
    }

    private mutating func both() throws -> RowCondition {
        var condition = try single()
        while take("and") || take("&&") { condition = .and(condition, try single()) }
        return condition
    }

    private mutating func single() throws -> RowCondition {
        if take("not") || take("!") { return .not(try single()) }
        if take("(") {
            let condition = try either()
            guard take(")") else { throw failure("')'") }
            return condition
        }
        return try comparison()
    }

    private mutating func comparison() throws -> RowCondition {
        let field = try name()
        guard place < tokens.count, let comparison = Self.comparison(tokens[place].text) else {
            throw failure("one of ==, !=, <, <=, >, >=, ~")
        }
        place += 1
        guard place < tokens.count else { throw failure("a value") }
        let token = tokens[place]
        place += 1
        let number = token.isQuoted ? nil : Double(token.text)
        return .comparison(field: field, comparison, number.map { .number($0) } ?? .text(token.text))
    }

    private mutating func name() throws -> String {
        guard place < tokens.count, !tokens[place].isQuoted else { throw failure("a field") }
        let name = tokens[place].text
        guard FolderRow.fields.contains(name) else {
            throw Diagnostic(
                .error, "--where, column \(tokens[place].column): no row has a field '\(name)'",
                hint: Spelling.hint(for: name, among: FolderRow.fields))
        }
        place += 1
        return name
    }

    private static func comparison(_ text: String) -> RowCondition.Comparison? {
        text == "=" ? .equal : RowCondition.Comparison(rawValue: text)
    }

    private mutating func take(_ word: String) -> Bool {
        guard place < tokens.count, !tokens[place].isQuoted, tokens[place].text == word else { return false }
        place += 1
        return true
    }

    private func failure(_ expected: String) -> Diagnostic {
        let column = place < tokens.count ? tokens[place].column : source.count + 1
        let found = place < tokens.count ? "'\(tokens[place].text)'" : "the end"
        return Diagnostic(
            .error, "--where, column \(column): expected \(expected), found \(found)",
            hint: "Write for example: label == 0 and cosine > 0.9 and corpus == lcqmc")
    }

    private static let signs: Set<Character> = ["=", "!", "<", ">", "~", "&", "|"]

    private static func tokens(of source: String) throws -> [Token] {
        var tokens: [Token] = []
        let characters = Array(source)
        var place = 0
        while place < characters.count {
            let start = place
            let character = characters[place]
            place += 1
            if character.isWhitespace { continue }
            if character == "\"" || character == "'" {
                guard let end = characters[place...].firstIndex(of: character) else {
                    throw Diagnostic(.error, "--where, column \(start + 1): the quotation is not closed")
                }
                tokens.append(Token(text: String(characters[place..<end]), isQuoted: true, column: start + 1))
                place = end + 1
                continue
            }
            if character != "(" && character != ")" {
                let isSign = signs.contains(character)
                while place < characters.count, continues(characters[place], isSign) { place += 1 }
            }
            tokens.append(Token(text: String(characters[start..<place]), isQuoted: false, column: start + 1))
        }
        return tokens
    }

    private static func continues(_ character: Character, _ isSign: Bool) -> Bool {
        !character.isWhitespace && !"()\"'".contains(character) && signs.contains(character) == isSign
    }
}
