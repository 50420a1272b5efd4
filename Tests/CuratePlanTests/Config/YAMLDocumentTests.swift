import CurateCore
import Testing

@testable import CuratePlan

struct YAMLDocumentTests {
    private func failure(_ text: String) -> String? {
        do {
            _ = try YAMLDocument(text, file: "a.yaml")
            return nil
        } catch { return error.description }
    }

    private func scalar(_ text: String) throws -> YAMLScalar.Typed? {
        try YAMLDocument("a: \(text)", file: "a.yaml").root.mapping?.first?.value.scalar?.typed
    }

    @Test func nodesKnowTheirPlaces() throws {
        let root = try YAMLDocument("a: 1\n东西:\n  - x\n  - {k: [y]}\n", file: "a.yaml").root
        let entries = try #require(root.mapping)
        #expect(entries[1].keyPlace == Place(file: "a.yaml", line: 2, column: 1))
        let items = try #require(entries[1].value.sequence)
        #expect(items[0].place == Place(file: "a.yaml", line: 3, column: 5))
        #expect(items[1].mapping?[0].value.sequence?[0].place == Place(file: "a.yaml", line: 4, column: 10))
    }

    @Test func columnsCountCharactersNotBytes() throws {
        let root = try YAMLDocument("{东西: x, y: z}", file: "a.yaml").root
        #expect(root.mapping?[1].keyPlace.column == 9)
    }

    @Test func byteOrderMarkIsPassedOver() throws {
        let root = try YAMLDocument("\u{FEFF}a: 1\n", file: "a.yaml").root
        #expect(root.mapping?.first?.key == "a")
        #expect(root.mapping?.first?.keyPlace.column == 1)
    }

    @Test(arguments: [
        ("12", YAMLScalar.Typed.integer(12)), ("-3", .integer(-3)), ("1.5", .number(1.5)), ("1e3", .number(1000)),
        ("true", .bool(true)), ("False", .bool(false)), ("~", .null), ("null", .null), ("", .null),
        ("yes", .text("yes")), ("no", .text("no")), ("nan", .text("nan")), ("0x10", .text("0x10")),
        ("'12'", .text("12")), ("\"true\"", .text("true")), ("!!str 12", .text("12")), ("1.2.3", .text("1.2.3")),
    ])
    func scalarsFollowTheCoreSchema(_ text: String, _ expected: YAMLScalar.Typed) throws {
        #expect(try scalar(text) == expected)
    }

    @Test func emptyTextIsNothing() throws { #expect(try YAMLDocument("# only words\n", file: "a.yaml").root.isNull) }

    @Test func keyGivenTwice() {
        #expect(
            failure("b: 1\na: 1\na: 2\n")
                == "a.yaml:2:1: error: the key 'a' is given more than once in this map. Keep one of them.")
    }

    @Test func keyGivenTwiceInTwoSpellings() {
        #expect(failure("x:\n  1: a\n  \"1\": b\n")?.hasPrefix("a.yaml:2:3: error: the key '1' is given more") == true)
    }

    @Test func severalDocuments() {
        #expect(
            failure("a: 1\n---\nb: 2\n")
                == "a.yaml:2:1: error: the file holds more than one YAML document. Keep one, without '---' between parts."
        )
    }

    @Test(arguments: ["a: &x 1\nb: *x\n", "a: &x [1]\nb: [*x, *x]\n", "a: &x {k: v}\n"])
    func anchorsAreRefusedWhereTheyStand(_ text: String) {
        #expect(
            failure(text)
                == "a.yaml:1:4: error: anchors and aliases ('&x', '*x') are not supported. Write the value out where it is used."
        )
    }

    @Test func anchoredKey() { #expect(failure("? &x a\n: 1\n")?.hasPrefix("a.yaml:1:3: error: anchors") == true) }

    @Test func bombOfAliasesIsNotUnfolded() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...40 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(failure(text)?.hasPrefix("a.yaml:1:5: error: anchors") == true)
    }

    @Test func deepNestingIsRefusedNotOverflowed() {
        let text = String(repeating: "[", count: 100_000)
        #expect(failure(text)?.contains("error: this is not YAML") == true)
    }

    @Test func unknownAlias() { #expect(failure("a: *x\n")?.hasPrefix("a.yaml:1:4: error: anchors") == true) }

    @Test func tagIsRefused() {
        #expect(
            failure("a:\n  b: !!int 1\n")
                == "a.yaml:2:6: error: tags ('tag:yaml.org,2002:int') are not supported. Leave the tag out.")
    }

    @Test func tabInIndentation() {
        #expect(
            failure("a:\n\tb: 1\n") == "a.yaml:2:1: error: a tab stands where YAML wants spaces. Indent with spaces.")
    }

    @Test func tabInsideTextStays() throws {
        #expect(try scalar("\"x\\ty\"") == .text("x\ty"))
        #expect(try scalar("'x\ty'") == .text("x\ty"))
    }

    @Test func keyThatIsNotText() {
        #expect(failure("[1, 2]: a\n") == "a.yaml:1:1: error: a key must be a plain text.")
    }

    @Test func unclosedBracket() {
        #expect(failure("a: [1, 2\nb: 3\n")?.hasPrefix("a.yaml:2:") == true)
    }

    @Test func bracesOfVariablesInsideBraces() {
        #expect(
            failure("a: {path: ${HOME}}\n")?.hasSuffix(
                "Inside braces or brackets put quotes around a value that holds ${...}.") == true)
    }

    @Test func controlCharacter() {
        #expect(
            failure("a: 1\nb: x\u{1}y\n")?.hasPrefix(
                "a.yaml:2:5: error: the file holds a character that YAML does not allow:") == true)
    }

    @Test func hugeTextIsNotLookedAt() {
        #expect(
            failure(String(repeating: "#", count: (4 << 20) + 1))
                == "a.yaml: error: the file has more than 4 MiB, far too much to be one.")
    }
}
