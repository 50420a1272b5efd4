import JSONParsing
import Testing

/// Rows of `text`, as the extractor of `fields` finds them.
private func rows(_ text: String, _ fields: [String] = ["a", "b"]) -> JSONRows {
    rows(Array(text.utf8), fields)
}

private func rows(_ bytes: [UInt8], _ fields: [String] = ["a", "b"]) -> JSONRows {
    var rows = JSONRows()
    JSONRowExtractor(fields: fields).extract(bytes, into: &rows)
    return rows
}

/// The failure of one line; the line after it must be read regardless.
private func failure(_ line: [UInt8]) throws -> JSONFailure? {
    let rows = rows(line + Array("\n{\"a\":\"next\"}\n".utf8))
    try #require(rows.count == 2)
    #expect(rows.failure(1) == nil)
    #expect(rows.string(1, 0) == "next")
    return rows.failure(0)
}

private func failure(_ line: String) throws -> JSONFailure? { try failure(Array(line.utf8)) }

@Suite struct JSONRowTests {
    @Test func readsEveryKind() {
        let line = #"{"s":"t","i":-12,"d":1.50e3,"t":true,"f":false,"n":null,"l":[1, "x"] ,"o":{"k":{}}}"#
        let found = rows(line, ["s", "i", "d", "t", "f", "n", "l", "o", "m"])
        let kinds: [JSONKind] = [.string, .integer, .double, .bool, .bool, .null, .array, .object, .missing]
        #expect((0..<9).map { found.kind(0, $0) } == kinds)
        let texts = ["t", "-12", "1.50e3", "true", "false", "null", #"[1, "x"]"#, #"{"k":{}}"#, ""]
        #expect((0..<9).map { found.string(0, $0) } == texts)
        #expect(found.failure(0) == nil)
    }

    @Test func keysComeInAnyOrderAndAnySpelling() {
        let found = rows(
            """
            {"b":1,"x":[{"a":9}],"a":"first"}
            {"\\u0061":"second"}
            { "A" : 1 , "aa" : 2 , "" : 3 }
            """)
        #expect(found.string(0, 0) == "first")
        #expect(found.string(0, 1) == "1")
        #expect(found.string(1, 0) == "second")
        #expect(found.kind(2, 0) == .missing)
    }

    @Test func countsBlankLinesAndKeepsPlaces() {
        let text = "\n{\"a\":1}\r\n \t\r\n{\"a\":2}\n\n"
        let found = rows(text)
        #expect(found.count == 2)
        #expect(found.lineCount == 5)
        #expect((0..<2).map { found.line($0) } == [1, 3])
        #expect(
            (0..<2).map { String(decoding: Array(text.utf8)[found.byteRange($0)], as: UTF8.self) } == [
                "{\"a\":1}", "{\"a\":2}",
            ])
    }

    @Test(arguments: ["", "\n", "\r\n", " ", "\n\n\n"])
    func nothingGivesNoRows(text: String) {
        #expect(rows(text).count == 0)
        #expect(rows(text).arena.isEmpty)
    }

    @Test func readsOnlyItsRange() {
        let chunk = Array("{\"a\":1}\n{\"a\":2}\n}}{\"a\":3}".utf8)
        let extractor = JSONRowExtractor(fields: ["a"])
        var found = JSONRows()
        extractor.extract(chunk, range: 8..<16, into: &found)
        #expect(found.count == 1)
        #expect(found.string(0, 0) == "2")
        #expect(found.byteRange(0) == 8..<15)
        extractor.extract(chunk, range: 8..<15, into: &found)
        #expect(found.string(0, 0) == "2")
        extractor.extract(chunk, range: 3..<3, into: &found)
        #expect(found.count == 0)
    }

    /// What follows the range must not complete the line.
    @Test func whatFollowsTheRangeDoesNotCount() {
        let chunk = Array("{\"a\":{\"c\":2}}".utf8)
        var found = JSONRows()
        JSONRowExtractor(fields: ["a"]).extract(chunk, range: 0..<12, into: &found)
        #expect(found.failure(0)?.kind == .malformed)
    }

    @Test func decodesEscapes() {
        let found = rows(#"{"a":"\"\\\/\b\f\n\r\t\u0000\u00e9\u4e2d\ud83d\uDE00","b":"\u0041"}"#)
        #expect(found.bytes(0, 0) == Array("\"\\/\u{8}\u{c}\n\r\t\u{0}é中😀".utf8))
        #expect(found.string(0, 1) == "A")
    }

    @Test func numbersStayAsWritten() {
        let big = "123456789012345678901234567890"
        let found = rows("{\"a\":\(big),\"b\":-0.10E+400}")
        #expect(found.kind(0, 0) == .integer)
        #expect(found.string(0, 0) == big)
        #expect(found.kind(0, 1) == .double)
        #expect(found.string(0, 1) == "-0.10E+400")
    }

    @Test func theSameRowsCanBeUsedAgain() {
        let extractor = JSONRowExtractor(fields: ["a"])
        var found = JSONRows()
        extractor.extract(Array("{\"a\":tru}\n{\"a\":1}".utf8), into: &found)
        #expect(found.failureCount == 1)
        extractor.extract(Array("{\"a\":\"only\"}".utf8), into: &found)
        #expect(found.failureCount == 0)
        #expect(found.count == 1)
        #expect(found.string(0, 0) == "only")
    }

    @Test func noFieldsStillCheckTheLines() {
        let found = rows("{\"x\":1}\n{\"x\":01}\n{}", [])
        #expect(found.count == 3)
        #expect((0..<3).map { found.failure($0) == nil } == [true, false, true])
    }

    @Test(arguments: [1 << 20, 10_000_000, 64 << 20])
    func longLines(count: Int) {
        var chunk = Array("{\"x\":1,\"a\":\"".utf8)
        chunk.append(contentsOf: [UInt8](repeating: UInt8(ascii: "y"), count: count))
        chunk.append(contentsOf: "\"}\n{\"a\":\"short\"}\n".utf8)
        let found = rows(chunk)
        #expect(found.count == 2)
        #expect(found.failure(0) == nil)
        #expect(found.range(0, 0).count == count)
        #expect(found.string(1, 0) == "short")
    }

    /// Every length of the last line, with and without its end: the padding is at work.
    @Test func linesOfAllLengthsAtTheEnd() {
        for count in 0..<200 {
            let text = String(repeating: "z", count: count)
            for end in ["", "\n", "\r\n"] {
                let found = rows("{\"a\":\"\(text)\"}\(end)")
                #expect(found.string(0, 0) == text)
                #expect(found.failure(0) == nil)
            }
        }
    }

    @Test func lendsBytes() {
        let found = rows("{\"a\":\"xyz\"}")
        #expect(found.withBytes(0, 0) { $0.count } == 3)
        #expect(found.arena.span.extracting(found.range(0, 0))[1] == UInt8(ascii: "y"))
    }
}

@Suite struct JSONFailureTests {
    @Test(arguments: [
        #"{"a":1,}"#, #"{"x":tru}"#, #"{"x":1}}"#, #"{"x":1} 2"#, #"{"x":[1,]}"#, #"{"x":[1 2]}"#, #"{"x" 1}"#,
        #"{"x":}"#, #"{x:1}"#, #"{"x":01}"#, #"{"x":1.}"#, #"{"x":.5}"#, #"{"x":+1}"#, #"{"x":-}"#, #"{"x":1e}"#,
        #"{"x":NaN}"#, #"{"x":nulll}"#, #"{"x":[}"#, #"{"x":{]}"#, #"{"#, #"{"x":1"#, #"{"x":"y}"#, #"{"x":[1}"#,
        #"{"x":{"y":1}"#, #"{,"x":1}"#, #"{"x":1,,"y":2}"#, #"{"x":1 "y":2}"#, "hello", "{}{}", #"{"x":'y'}"#,
        #"{"x":[{"y":flase}]}"#, #"{"x":"y"z}"#, #"{"x":0x10}"#, #"{"x":[[[]]}"#, #"{"x":1]"#, "}", ":", ",",
        #"{"x"}"#, #"{"x":1:2}"#, #"{"x":"y":2}"#, #"{"x":["y":2]}"#, #"{"a":"y":{"z":1}}"#, #"{1:2}"#, #"{"a":nul}"#,
        #"{"a":[1,2}"#, #"{"a":--1}"#, #"{"a":1-}"#,
    ])
    func malformed(line: String) throws {
        #expect(try failure(line)?.kind == .malformed)
    }

    @Test(arguments: ["[1]", "1", "\"text\"", "null", "true", "[]", "-1.5"])
    func notAnObject(line: String) throws {
        #expect(try failure(line)?.kind == .notAnObject)
    }

    @Test(arguments: [
        #"{"a":"\ud800"}"#, #"{"a":"\udc00"}"#, #"{"a":"\ud83dx"}"#, #"{"a":"\ud83d\u0041"}"#,
        #"{"a":"\ud83d\ud83d"}"#, #"{"x":"\udfff"}"#, #"{"x":["\ud800"]}"#, #"{"\ud800":1}"#, #"{"x":{"\udc00":1}}"#,
    ])
    func unpairedSurrogates(line: String) throws {
        let failure = try failure(line)
        #expect(failure?.kind == .badString)
        #expect(failure?.message == "unpaired surrogate")
        let escape = Array(line.utf8).firstIndex(of: UInt8(ascii: "\\"))
        #expect(failure?.offset == escape)
    }

    @Test(arguments: [#"{"a":"\x41"}"#, #"{"x":"\u12"}"#, #"{"x":"\u12g4"}"#, #"{"\q":1}"#, "{\"a\":\"\\\u{0}\"}"])
    func badEscapes(line: String) throws {
        #expect(try failure(line)?.kind == .badString)
    }

    @Test func rawControlCharactersAreBadStrings() throws {
        #expect(try failure("{\"a\":\"x\u{0}y\"}")?.kind == .badString)
        #expect(try failure("{\"a\":\"x\u{0}y\"}")?.offset == 7)
        #expect(try failure("{\"x\":\"\u{1f}\"}")?.kind == .badString)
    }

    @Test func nulOutsideOfStringsIsMalformed() throws {
        #expect(try failure("{\"a\":1}\u{0}")?.kind == .malformed)
        #expect(try failure("\u{0}")?.kind == .malformed)
        #expect(try failure("{\"a\":\u{0}}")?.kind == .malformed)
    }

    @Test(
        arguments: [
            [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe4, 0xb8], [0x80],
            [0xf0, 0x8f, 0xbf, 0xbf],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) throws {
        let line = Array("{\"a\":\"é".utf8) + bytes + Array("\"}".utf8)
        let failure = try failure(line)
        #expect(failure?.kind == .invalidUTF8)
        #expect(failure?.offset == 8)
    }

    @Test func requestedKeysMustNotRepeat() throws {
        #expect(try failure(#"{"a":1,"x":2,"a":1}"#)?.kind == .duplicateKey)
        #expect(try failure(#"{"a":1,"\u0061":2}"#)?.kind == .duplicateKey)
        #expect(try failure(#"{"a":1,"x":2,"a":1}"#)?.offset == 13)
        #expect(try failure(#"{"a":1,"x":2,"x":3,"y":{"a":1}}"#) == nil)
    }

    @Test func depthIsBounded() throws {
        func nested(_ depth: Int) -> String {
            "{\"x\":" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
        }
        #expect(try failure(nested(500)) == nil)
        #expect(try failure(nested(600))?.kind == .tooDeep)
        #expect(try failure(nested(100_000))?.kind == .tooDeep)
    }

    @Test func placesAreWithinTheLine() throws {
        #expect(try failure(#"{"x":1,"y":tru}"#)?.offset == 11)
        #expect(try failure(#"{"x":1} 2"#)?.offset == 8)
        #expect(try failure(#"{"x":1"#)?.offset == 6)
        #expect(try failure(#"{"x":1} {}"#)?.offset == 8)
        let found = rows("{\"x\":1}\n{\"y\":tru}\n")
        #expect(found.failure(1)?.offset == 5)
    }

    @Test func aFailedRowHasNoCells() {
        let found = rows("{\"a\":\"kept\"}\n{\"a\":\"lost\",\"b\":tru}\n{\"b\":\"kept\"}")
        #expect(found.failureCount == 1)
        #expect(found.kind(1, 0) == .missing)
        #expect(found.range(1, 0).isEmpty)
        #expect(found.string(2, 1) == "kept")
        #expect(found.arena == Array("keptkept".utf8))
    }

    /// Cutting a good line anywhere gives a failure, never a crash or a row.
    @Test func everyTruncationFails() throws {
        let line = Array(#"{"a":"é\u00e9\ud83d\ude00","b":[1,{"c":null}],"x":-1.5e3,"y":{"z":[true]}}"#.utf8)
        #expect(try failure(line) == nil)
        for count in 1..<line.count { #expect(try failure(Array(line.prefix(count))) != nil) }
    }

    /// Changing any byte to any structural one never reads past the line.
    @Test func everyChangedByteStaysWithinItsLine() throws {
        let line = Array(#"{"a":"t\n","b":[1,{"c":null}],"x":-1.5}"#.utf8)
        for place in line.indices {
            for byte in Array("{}[]:,\"\\0x \u{0}\u{1}".utf8) + [0x80, 0xff] {
                var changed = line
                changed[place] = byte
                _ = try failure(changed)
            }
        }
    }
}

@Suite struct JSONStringsTests {
    private func parse(_ text: String) throws -> [String] { try JSONStrings.parse(Array(text.utf8).span) }

    @Test func readsArraysOfStrings() throws {
        #expect(try parse("[]").isEmpty)
        #expect(try parse(#" ["", "a\"b", "\u4e2d", "😀"] "#) == ["", "a\"b", "中", "😀"])
    }

    @Test func appendsToAnArena() throws {
        var arena = Array("before".utf8)
        var ends: [UInt32] = [6]
        try JSONStrings.parse(Array(#"["x","yz"]"#.utf8).span, into: &arena, ends: &ends)
        #expect(arena == Array("beforexyz".utf8))
        #expect(ends == [6, 7, 9])
    }

    @Test(arguments: [
        ("{}", JSONFailure.Kind.notStrings), ("1", .notStrings), ("[1]", .notStrings), (#"["a",["b"]]"#, .notStrings),
        (#"["a",null]"#, .notStrings), ("", .malformed), ("[", .malformed), (#"["a""#, .malformed),
        (#"["a"]]"#, .malformed), (#"["a",]"#, .malformed), (#"["\ud800"]"#, .badString),
    ])
    func refusesAnythingElse(text: String, kind: JSONFailure.Kind) {
        #expect(throws: (any Error).self) { try parse(text) }
        let failure = #expect(throws: JSONFailure.self) { try parse(text) }
        #expect(failure?.kind == kind)
    }
}

@Suite struct JSONWritingTests {
    private func written(_ text: String) -> String {
        var output: [UInt8] = []
        JSONWriting.appendString(Array(text.utf8).span, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test func escapesOnlyWhatItMust() {
        #expect(written("") == "\"\"")
        #expect(written("plain 中 😀 \u{2028}\u{7f}/") == "\"plain 中 😀 \u{2028}\u{7f}/\"")
        #expect(written("a\"b\\c\n\r\t\u{8}\u{c}\u{0}\u{1f}") == #""a\"b\\c\n\r\t\b\f\u0000\u001f""#)
    }

    @Test func whatIsWrittenIsReadBack() {
        for count in 0..<100 {
            for special in ["", "\"", "\\", "\n", "\u{0}", "\u{1f}", "é"] {
                let text = String(repeating: "x", count: count) + special + String(repeating: "y", count: count % 40)
                let found = rows("{\"a\":\(written(text))}")
                #expect(found.string(0, 0) == text)
            }
        }
    }

    @Test func stringsAndBytesAreWrittenAlike() {
        var output: [UInt8] = []
        JSONWriting.appendString("é\"x", to: &output)
        #expect(String(decoding: output, as: UTF8.self) == written("é\"x"))
    }

    @Test(
        arguments: [
            (0.1, "0.1"), (1, "1.0"), (-0.0, "-0.0"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"),
            (.infinity, "null"),
            (.nan, "null"), (123_456_789.125, "123456789.125"),
        ] as [(Double, String)])
    func doublesAreShort(number: Double, text: String) {
        var output: [UInt8] = []
        JSONWriting.appendDouble(number, to: &output)
        #expect(String(decoding: output, as: UTF8.self) == text)
        #expect(rows("{\"a\":\(text)}").failure(0) == nil)
    }

    @Test func integersOfAnySizeAreWritten() {
        var output: [UInt8] = []
        JSONWriting.appendInteger(Int64.min, to: &output)
        JSONWriting.appendInteger(UInt64.max, to: &output)
        JSONWriting.appendFloat(0.1, to: &output)
        #expect(output == Array("-9223372036854775808184467440737095516150.1".utf8))
    }

    @Test func namesItsLibrary() {
        #expect(JSONLibrary.version == "3.0.1")
        #expect(!JSONLibrary.instructionSet.isEmpty)
    }
}
