import Testing

import CurateCore
@testable import CurateExplain

@Suite struct PostingTests {
    @Test func keepsWhatItIsMadeOf() {
        let place = RowPlace(file: Posting.mostFiles - 1, row: (1 << 40) - 1)
        for relation in [Posting.Relation.record, .child, .named, .sentence] {
            let posting = Posting(.max, relation, place)
            #expect(posting.key == .max && posting.relation == relation && posting.place == place)
        }
    }

    @Test func sortsByKeyThenByRelationThenByPlace() {
        let sorted = [
            Posting(1, .record, RowPlace(file: 0, row: 9)), Posting(1, .record, RowPlace(file: 1, row: 0)),
            Posting(1, .sentence, RowPlace(file: 0, row: 0)), Posting(2, .record, RowPlace(file: 0, row: 0)),
        ]
        #expect(sorted.reversed().sorted() == sorted)
    }

    @Test func findsIdsInJSON() {
        let id = "018b41c07f3e0123456789abcdef0123"
        func found(_ json: String) -> [UInt64] { HexDigits.ids(Array(json.utf8).span) }
        #expect(found(#"{"other":{"id":"\#(id)","line":3}}"#) == [0x018b_41c0_7f3e_0123])
        #expect(found(#"["\#(id)","\#(id)"]"#).count == 2)
        #expect(found(#"["\#(id)0"]"#).isEmpty)
        #expect(found(#"["\#(id.dropLast())g"]"#).isEmpty)
        #expect(found(#""\#(id.dropLast())"#).isEmpty)
    }
}
