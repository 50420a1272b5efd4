import CurateCore
import Foundation
import Testing

@testable import CurateFormats

@Suite struct TokenColumnsTests {
    /// A token for each character; 怎 is unknown.
    private struct Toy: TextTokenizing {
        let start: Int32 = 1
        let end: Int32 = 2
        let unknown: Int32 = 0

        func tokens(_ text: String) -> [Int32] { text.map { $0 == "怎" ? 0 : 9 } }
    }

    private func columns(_ view: String, _ length: Int = 64) -> TokenColumns {
        TokenColumns(view: view, tokenizer: Toy(), maxLength: length)
    }

    private func lines(_ view: String, _ batch: Batch, _ tokens: TokenColumns) throws -> [[String: Any]] {
        let encoder = try #require(
            ViewCatalog.encoder(
                view: view, format: "jsonl", level: nil, roster: ShardRecords.roster, tokens: tokens))
        var bytes: [UInt8] = []
        var open = encoder
        try open.append(batch, rows: 0..<batch.count, roster: ShardRecords.roster, into: &bytes)
        try open.finish(into: &bytes)
        return try bytes.split(separator: 10).map {
            try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
        }
    }

    @Test func pairsHaveASequenceForEachText() throws {
        let tokens = columns("pairs", 6)
        let rows = try lines("pairs", ShardRecords.batch(8), tokens)
        #expect(rows.count == 8)
        // 第1天怎么走, 怎么去: six and three characters.
        #expect(rows[1]["sentence1_token_ids"] as? [Int] == [1, 9, 9, 9, 0, 2])
        #expect(rows[1]["sentence2_token_ids"] as? [Int] == [1, 0, 9, 9, 2])
        #expect(rows[1]["sentence2_segment_ids"] as? [Int] == [0, 0, 0, 0, 0])
        #expect(rows[7]["sentence2_token_ids"] as? [Int] == [1, 2])
        #expect(rows[1]["sentence1"] as? String == "第1天怎么走")
        let counts = tokens.counts
        #expect(counts.sequences == 16 && counts.truncated == 8 && counts.dropped == 16)
        #expect(counts.tokens == 8 * 6 + 6 * 3 && counts.unknown == 8 + 6)
    }

    @Test func seq2SeqHasOneSequenceOfBoth() throws {
        let rows = try lines("seq2seq", ShardRecords.batch(8), columns("seq2seq"))
        #expect(!rows.isEmpty && rows.count < 8)
        let ids = try #require(rows[0]["token_ids"] as? [Int])
        let segments = try #require(rows[0]["segment_ids"] as? [Int])
        #expect(ids == [1, 9, 9, 9, 0, 9, 9, 2, 0, 9, 9, 2])
        #expect(segments == [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1])
    }

    @Test func contrastiveHasThemForEveryNegative() throws {
        var batch = ShardRecords.batch(5)
        for row in [1, 2, 4] { batch.flags[row] = .follows }
        let rows = try lines("contrastive", batch, columns("contrastive"))
        #expect(rows.count == 2)
        #expect((rows[0]["negatives_token_ids"] as? [[Int]])?.count == 2)
        #expect((rows[1]["negatives_segment_ids"] as? [[Int]]) == [[0, 0, 0, 0, 0]])
        let table = try #require(
            ViewCatalog.table(
                view: "contrastive", roster: ShardRecords.roster, negatives: NegativeCount(2, isExact: false),
                tokens: columns("contrastive")))
        let values = table.table(batch, rows: 0..<5, roster: ShardRecords.roster)
        #expect(table.columns.count == values.columns.count)
        #expect(table.columns.last?.name == "negative_2_segment_ids")
        guard case .lists(_, let ends)? = values.columns.last else {
            Issue.record("the last column is one of lists")
            return
        }
        // The second row has no second negative.
        #expect(ends == [5, 5])
    }

    @Test func tablesWithoutAHeaderHaveNone() {
        #expect(
            ViewCatalog.encoder(
                view: "pairs", format: "tsv", level: nil, roster: ShardRecords.roster, tokens: columns("pairs")) == nil)
    }
}
