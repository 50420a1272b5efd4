import CurateCore
import Testing

@testable import CurateFormats

@Suite struct LayoutTests {
    private func lines(_ layout: String, _ format: String = "jsonl") throws -> [String] {
        let found = try #require(LayoutCatalog.row(layout, format: format))
        let encoder = LayoutCatalog.encoder(found, format: format, level: nil)
        var batch = ShardRecords.batch(5)
        batch.b.text = TextColumn((0..<5).map { "怎么去\($0)" })
        var (encoding, bytes) = (encoder, [UInt8]())
        try encoding.append(batch, rows: 0..<5, roster: ShardRecords.roster, into: &bytes)
        try encoding.finish(into: &bytes)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func pairsHaveNoStrayColumns() throws {
        #expect(
            try lines("sentence-transformers-pair") == [
                #"{"anchor":"第1天怎么走","positive":"怎么去1"}"#, #"{"anchor":"第2天怎么走","positive":"怎么去2"}"#,
            ])
    }

    @Test func scoresLieBetweenNoughtAndOne() throws {
        let rows = try lines("sentence-transformers-score")
        #expect(rows.count == 3)
        #expect(rows[0] == #"{"sentence1":"第0天怎么走","sentence2":"怎么去0","score":0.0}"#)
        #expect(rows[2].hasSuffix(#""score":0.65}"#))
    }

    @Test func classesGoFromNoughtToFour() throws {
        #expect(try lines("sentence-transformers-label").map { $0.suffix(2) } == ["0}", "1}", "1}", "4}"])
    }

    @Test func tablesOfBert4kerasHavePairsAndItsLinesInference() throws {
        #expect(try lines("bert4keras", "tsv").first == "第0天怎么走\t怎么去0\t0")
        #expect(try lines("bert4keras", "tsv").count == 3)
        #expect(
            try lines("bert4keras") == [
                #"{"sentence1":"第3天怎么走","sentence2":"怎么去3","gold_label":"neutral"}"#
            ])
    }

    private static let group = AnchorGroup(
        anchor: Array("怎么走".utf8), positives: [member("怎么去", 0.9)], negatives: [member("走多久", 0.5), member("几点走", 0.4)])

    private static func member(_ text: String, _ score: Float) -> AnchorGroup.Member {
        AnchorGroup.Member(text: Array(text.utf8), id: RecordID(high: 1, low: 2), score: score)
    }

    private func rows(_ layout: String, _ choices: GroupLayout.Choices = .init()) throws -> [String] {
        try #require(LayoutCatalog.group(layout)).rows(Self.group, choices).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func groups() throws {
        #expect(
            try rows("flagembedding", .init(hasScores: true)) == [
                """
                {"query":"怎么走","pos":["怎么去"],"neg":["走多久","几点走"],"pos_scores":[0.9],"neg_scores":[0.5,0.4]}\n
                """
            ])
        #expect(try rows("flagembedding") == [#"{"query":"怎么走","pos":["怎么去"],"neg":["走多久","几点走"]}"# + "\n"])
        #expect(try rows("sentence-transformers-triplet").count == 2)
        #expect(
            try rows("sentence-transformers-tuple", .init(negatives: 2)) == [
                #"{"anchor":"怎么走","positive":"怎么去","negative_1":"走多久","negative_2":"几点走"}"# + "\n"
            ])
        #expect(try rows("sentence-transformers-tuple", .init(negatives: 3)) == [])
        #expect(try rows("simbert") == [#"{"text":"怎么走","synonyms":["怎么去"]}"# + "\n"])
    }
}
