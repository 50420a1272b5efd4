import CurateCore
import CurateStages
import Testing

@Suite struct ReviewMarksTests {
    private static let id = "0000000000000000000000000000000a"

    private func read(_ text: String) throws -> ReviewMarks {
        try ReviewMarks(content: Array(text.utf8), name: "marks.jsonl")
    }

    @Test func readsBackWhatItWrites() throws {
        let notes = ["", "引号\"和\\", "换\n行", "\u{0}\u{202E}<script>", "\u{1F600}"]
        let actions: [ReviewMark.Action] = [
            .exclude, .relabel(Label(.binary, 0)), .relabel(Label(.binary, 0.25)), .relabel(Label(.ordinal, 4)),
            .relabel(Label(.nli, 2)),
        ]
        for (number, action) in actions.enumerated() {
            let mark = ReviewMark(
                record: RecordID(high: 3, low: UInt64(number)), action: action, note: notes[number],
                by: notes[4 - number],
                texts: ReviewMark.textsHash("甲".utf8, "乙".utf8))
            #expect(try ReviewMarks(content: mark.line, name: "x").marks == [mark])
        }
    }

    @Test func readsWhatPeopleWrite() throws {
        let marks = try read(
            """
            {"id": "\(Self.id)", "action": "relabel", "label": "entailment"}

            {"id": "0000000000000000000000000000000b", "action": "relabel", "label": 1}
            """)
        #expect(marks.marks.map(\.action) == [.relabel(Label(.nli, 1)), .relabel(Label(.binary, 1))])
    }

    @Test(arguments: [
        ("{", "marks.jsonl:2: error: "), (#"{"id":"x","action":"exclude"}"#, "a mark needs 'id'"),
        (#"{"id":"0000000000000000000000000000000a"}"#, "a mark needs 'action'"),
        (#"{"id":"0000000000000000000000000000000a","action":"drop"}"#, "'drop' is none"),
        (#"{"id":"0000000000000000000000000000000a","action":"relabel"}"#, "'nothing' is no label"),
        (
            #"{"id":"0000000000000000000000000000000a","action":"relabel","label":2,"scale":"binary"}"#,
            "'2' is no label of the scale 'binary'"
        ),
        (
            #"{"id":"0000000000000000000000000000000a","action":"relabel","label":1,"scale":"five"}"#,
            "'1' is no label of the scale 'five'"
        ),
        (#"{"id":"0000000000000000000000000000000a","action":"relabel","label":"same"}"#, "'same' is no label"),
    ])
    func saysWhatIsWrong(line: String, message: String) {
        #expect {
            try read("{\"id\":\"\(Self.id)\",\"action\":\"exclude\"}\n\(line)\n")
        } throws: { error in
            "\(error)".hasPrefix("marks.jsonl:2: error: ") && "\(error)".contains(message)
        }
    }

    @Test func aHashTellsTextsApart() {
        let hash = { (a: String, b: String) in ReviewMark.textsHash(a.utf8, b.utf8) }
        #expect(hash("甲乙", "") != hash("甲", "乙"))
        #expect(hash("甲", "乙") != hash("乙", "甲"))
        #expect(hash("甲", "乙") == hash("甲", "乙") && hash("甲", "乙").count == 32)
    }
}
