import CurateCore
import Testing

@testable import CurateFormats

@Suite struct EncoderTests {
    private let roster = Roster(sources: [
        SourceInfo(corpus: "lc\"q", split: "ddb/train", role: .train, heldOut: false, scale: .binary),
        SourceInfo(corpus: "sts", split: "dev", role: .dev, heldOut: true, scale: .ordinal, threshold: 2.5),
    ])

    private func batch(_ rows: [(String, String, Label, UInt16)]) -> Batch {
        var batch = Batch()
        for (number, row) in rows.enumerated() {
            batch.append(
                id: RecordID(high: 0x0123_4567_89AB_CDEF, low: UInt64(number)), ordinal: Ordinal(file: 0, line: 1),
                source: row.3, split: .train, label: row.2, a: Array(row.0.utf8)[...], b: Array(row.1.utf8)[...])
        }
        return batch
    }

    private var records: Batch {
        var batch = batch([
            ("怎么\"开\"？\n", "b\\\u{1}", binary(1), 0), ("", "", binary(0.25), 0), ("a", "b", Label(.ordinal, 3), 1),
            ("a", "b", Label(.nli, 2), 0), ("a", "b", .unlabelled, 1), ("a", "b", binary(0), 1),
        ])
        batch.copies[1] = 12
        return batch
    }

    @Test func writesJSONLines() {
        var output: [UInt8] = []
        PairsJSONLines().encode(records, rows: 0..<6, roster: roster, into: &output)
        let id = "0123456789abcdef000000000000000"
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let lcqmc = #""corpus":"lc\"q","split":"ddb/train""#
        let sts = #""corpus":"sts","split":"dev","copies":1}"#
        let ab = #""sentence1":"a","sentence2":"b""#
        #expect(
            lines.map(String.init) == [
                #"{"id":"\#(id)0","sentence1":"怎么\"开\"？\n","sentence2":"b\\\u0001","label":1,"scale":"binary","class":1,"#
                    + #"\#(lcqmc),"copies":1}"#,
                #"{"id":"\#(id)1","sentence1":"","sentence2":"","label":0.25,"scale":"binary","class":0,"#
                    + #"\#(lcqmc),"copies":12}"#,
                #"{"id":"\#(id)2",\#(ab),"label":3,"scale":"ordinal","class":1,\#(sts)"#,
                #"{"id":"\#(id)3",\#(ab),"label":2,"scale":"nli","class":4,\#(lcqmc),"copies":1}"#,
                #"{"id":"\#(id)4",\#(ab),"label":null,"scale":"none","class":null,\#(sts)"#,
                #"{"id":"\#(id)5",\#(ab),"label":0,"scale":"binary","class":0,\#(sts)"#, "",
            ])
        #expect(PairsJSONLines().header.isEmpty)
    }

    @Test func writesSomeOfTheRows() {
        var (whole, parts): ([UInt8], [UInt8]) = ([], [])
        PairsJSONLines().encode(records, rows: 0..<6, roster: roster, into: &whole)
        for range in [0..<1, 1..<1, 1..<4, 4..<6] {
            PairsJSONLines().encode(records, rows: range, roster: roster, into: &parts)
        }
        #expect(parts == whole)
    }

    @Test func whatIsWrittenIsReadBack() throws {
        var output: [UInt8] = []
        let texts = ["", "\u{0}\u{1F}\u{7F}", "\"\\/\t\r\n", "😀\u{2028}", String(repeating: "长\"", count: 40)]
        let batch = batch(texts.map { ($0, $0 + "x", binary(1), 0) })
        PairsJSONLines().encode(batch, rows: 0..<batch.count, roster: roster, into: &output)
        let layout = CorpusLayout(
            name: "view", format: .jsonl,
            columns: [.a: .name("sentence1"), .b: .name("sentence2"), .label: .name("label")])
        let rows = try read(output, layout)
        #expect(rows.records.map(\.a) == texts)
        #expect(rows.records.map(\.b) == texts.map { $0 + "x" })
    }

    @Test func writesTabSeparatedRowsAndCountsWhatItReplaced() {
        var output: [UInt8] = []
        let replaced = PairsTSV().encode(records, rows: 0..<6, roster: roster, into: &output)
        let expected = "怎么\"开\"？ \tb\\\u{1}\t1\n\t\t0.25\na\tb\t3\na\tb\tneutral\na\tb\t\na\tb\t0\n"
        #expect(String(decoding: output, as: UTF8.self) == expected)
        #expect(replaced == 1)
        output.removeAll()
        let bad = batch([("\t\r\n", "\u{B}", Label(.ordinal, 2.5), 0)])
        #expect(PairsTSV().encode(bad, rows: 0..<1, roster: roster, into: &output) == 3)
        #expect(String(decoding: output, as: UTF8.self) == "   \t\u{B}\t2.5\n")
    }
}
