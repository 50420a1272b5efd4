import CurateCore
import Files
import Foundation
import Testing

@testable import CurateFormats

private let corporaFolder = ProcessInfo.processInfo.environment["CURATE_CORPORA"]

/// Reads public corpora where the environment names their folder; they are not part of the project.
@Suite(.enabled(if: corporaFolder != nil)) struct CorporaTests {
    private static let nli = LabelRules(
        scale: .nli, values: ["contradiction": 0, "entailment": 1, "neutral": 2], unlabelled: ["", "-"])
    private static let scores = LabelRules(scale: .ordinal, minimum: 0, maximum: 5)
    private static let json = CorpusLayout(
        name: "json", format: .jsonl,
        columns: [.a: .name("sentence1"), .b: .name("sentence2"), .label: .name("label")])

    private static func table(_ columns: Int...) -> CorpusLayout {
        var layout = pairLayout
        layout.columns = [.a: .position(columns[0]), .b: .position(columns[1]), .label: .position(columns[2])]
        return layout
    }

    private static func named(_ a: String, _ b: String) -> CorpusLayout {
        var layout = pairLayout
        layout.header = true
        layout.columns = [.a: .name(a), .b: .name(b), .label: .name("label")]
        return layout
    }

    private static var quoted: CorpusLayout {
        var layout = named("sentence1", "sentence2")
        layout.format = .csv
        layout.quote = "\""
        layout.delimiter = ","
        return layout
    }

    private static var triplets: CorpusLayout {
        var layout = json
        layout.shape = .triplet
        layout.columns = [.a: .name("query"), .positive: .name("title"), .negative: .name("neg_title")]
        return layout
    }

    /// Pattern, layout, labels, and whether its files are labelled.
    private static let files: [(String, CorpusLayout, LabelRules, Bool)] = [
        ("AFQMC/train.txt", table(1, 2, 3), binaryRules, true), ("AFQMC/dev.txt", table(1, 2, 3), binaryRules, true),
        ("AFQMC/test.txt", table(1, 2, 3), binaryRules, false), ("LCQMC/*.txt", table(1, 2, 3), binaryRules, true),
        ("ATEC/atec_nlp*.csv", table(2, 3, 4), binaryRules, true),
        ("ATEC/atec_ccks*.csv", named("text_1", "text_2"), binaryRules, true), ("BQ/*.csv", quoted, binaryRules, true),
        ("CMNLI/*.txt", table(1, 2, 3), nli, true), ("CSNLI/*.txt", table(1, 2, 3), nli, true),
        ("OCNLI/*.json", json, nli, true), ("PAWSX/*.tsv", named("sentence1", "sentence2"), binaryRules, true),
        ("SOHU/*.jsonl", json, binaryRules, false), ("STS-B/*.txt", table(1, 2, 3), scores, true),
        ("SimCLUE/*.json", triplets, binaryRules, true),
    ]

    @Test func readsEveryFile() throws {
        let folder = try #require(corporaFolder)
        var seen = 0
        for (pattern, layout, labels, labelled) in Self.files {
            for path in try FileSystem.glob("\(folder)/\(pattern)") {
                seen += 1
                try check(path, layout, labels, labelled)
            }
        }
        #expect(try seen == FileSystem.glob("\(folder)/*/*").count, "a file without a layout here")
    }

    private func check(_ path: String, _ layout: CorpusLayout, _ labels: LabelRules, _ labelled: Bool) throws {
        let rows = try read(file: path, layout, labels: labels, labelled: labelled)
        let small = ReadingLimits(chunkBytes: 5000)
        let pieces = try read(file: path, layout, labels: labels, labelled: labelled, limits: small)
        #expect(pieces.records == rows.records && pieces.rejections == rows.rejections)
        #expect(rows.rows == rows.rowsWithRecords + rows.rejections.count)
        #expect(rows.rejections.count * 20 < rows.rows, "\(path): \(rows.refused.prefix(5))")
        let entry = try FileInventory.scan(path: path, layout: layout, targetBytes: 300_000)
        let parts = try entry.segments.map {
            try read(file: path, layout, labels: labels, labelled: labelled, segment: $0)
        }
        #expect(parts.flatMap(\.records) == rows.records)
        print(path, "rows", rows.rows, "records", rows.count, "refused", Set(rows.rejections.map(\.rule)).sorted())
    }
}
