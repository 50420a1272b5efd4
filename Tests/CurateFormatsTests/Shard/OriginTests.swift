import CurateCore
import CurateFormats
import Testing

/// What a teacher made or scored, in shards; the view `seq2seq`.
@Suite struct OriginTests {
    private static let roster = Roster(
        sources: [.init(corpus: "lcqmc", split: "train", role: .train, heldOut: false, scale: .binary)],
        teachers: [.init(name: "demo", identity: "sha")])

    private static func batch() -> Batch {
        var batch = Batch()
        let rows: [(String, Label, RecordFlags)] = [
            ("怎么退货", Label(.binary, 1), []), ("几点开门", Label(.binary, 0), []), ("如何\t退货", Label(.binary, 1), .generated),
            ("不退货", Label(.binary, 0), .generated), ("", .unlabelled, .single),
            ("退货吧", Label(.nli, Float(NLILabel.entailment.rawValue)), []),
        ]
        for (number, row) in rows.enumerated() {
            batch.append(
                id: RecordID(high: 0, low: UInt64(number)), ordinal: Ordinal(file: 0, line: number + 1), source: 0,
                split: .train, label: row.1, a: Array("退货".utf8)[...], b: Array(row.0.utf8)[...], flags: row.2)
        }
        let parent = RecordID(high: 7, low: 8)
        batch.setOrigin(Origin(.paraphrase, teacher: 0, cosine: 0.875, parent: parent, seed: .max), of: 2)
        batch.setOrigin(Origin(.changedFact, teacher: 0, cosine: 0.5, parent: parent, seed: 3), of: 3)
        return batch
    }

    private static func lines(_ encoder: any RowEncoder, _ batch: Batch) -> [String] {
        var output: [UInt8] = []
        encoder.encode(batch, rows: 0..<batch.count, roster: roster, into: &output)
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func rowsTellTheirOriginOnlyWhereTheyHaveOne() {
        let lines = Self.lines(PairsJSONLines(), Self.batch())
        #expect(lines.count == 6)
        #expect(lines[0].hasSuffix(#""copies":1}"#))
        #expect(
            lines[2].hasSuffix(
                #""copies":1,"origin":"paraphrase","parent":"00000000000000070000000000000008","teacher":"demo","teacher_identity":"sha","cosine":0.875,"seed":"18446744073709551615"}"#
            ))
        #expect(lines[3].contains(#""origin":"changed_fact""#))
    }

    @Test func rowsTellTheirScore() {
        var batch = Self.batch().gather([0, 1])
        batch.setScore(0.25, of: 1)
        let lines = Self.lines(PairsJSONLines(), batch)
        #expect(lines[0].hasSuffix(#""copies":1}"#) && lines[1].hasSuffix(#""copies":1,"score":0.25}"#))
    }

    @Test func seq2seqHoldsPositives() {
        let batch = Self.batch()
        #expect(
            Self.lines(Seq2SeqJSONLines(), batch) == [
                #"{"id":"00000000000000000000000000000000","source":"退货","target":"怎么退货","corpus":"lcqmc","split":"train"}"#,
                #"{"id":"00000000000000000000000000000002","source":"退货","target":"如何\t退货","corpus":"lcqmc","split":"train","origin":"paraphrase","parent":"00000000000000070000000000000008","teacher":"demo","teacher_identity":"sha","cosine":0.875,"seed":"18446744073709551615"}"#,
            ])
        #expect(Self.lines(Seq2SeqTSV(), batch) == ["退货\t怎么退货", "退货\t如何 退货"])
        #expect((0..<6).filter { ViewCatalog.includes(view: "seq2seq", batch, $0, Self.roster) } == [0, 2])
    }
}
