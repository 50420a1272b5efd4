import Foundation
import Testing

@testable import SampleCorpus

@Suite struct PairStreamTests {
    private struct Row: Decodable, Sendable {
        let sentence1: String
        let sentence2: String
        let label: Int

        var pair: Set<String> { [sentence1, sentence2] }
    }

    private static let count = 40_000
    private static let bytes = Result { try text(count, seed: 7) }

    private static func text(_ count: Int, seed: UInt64) throws -> [UInt8] {
        var bytes: [UInt8] = []
        PairStream(try CorpusFixture.content.get(), seed: seed).write(count) { bytes += $0 }
        return bytes
    }

    private static let parsed = Result {
        try bytes.get().split(separator: 0x0A).map { try JSONDecoder().decode(Row.self, from: Data($0)) }
    }

    private static func rows() throws -> [Row] { try parsed.get() }

    @Test func sameSeedSameBytesAndAShorterFileIsAPrefix() throws {
        let bytes = try PairStreamTests.bytes.get()
        #expect(bytes.starts(with: try PairStreamTests.text(500, seed: 7)))
        #expect(!bytes.starts(with: try PairStreamTests.text(1, seed: 8)))
    }

    @Test func rowsAreJSONWithIntegerLabels() throws {
        let rows = try PairStreamTests.rows()
        #expect(rows.count == PairStreamTests.count)
        #expect(Set(rows.map(\.label)) == [0, 1])
        let share = Double(rows.count { $0.label == 1 }) / Double(rows.count)
        #expect((0.47...0.53).contains(share))
    }

    @Test func oneRowInTwentyIsARepetition() throws {
        let rows = try PairStreamTests.rows()
        let groups = Dictionary(grouping: rows, by: \.pair)
        let repeated = Double(rows.count - groups.count) / Double(rows.count)
        #expect((0.044...0.056).contains(repeated))
        #expect(groups.values.allSatisfy { group in group.allSatisfy { $0.label == group[0].label } })
    }

    @Test func someRowsDifferByBlanksOnly() throws {
        let pairs = Set(try PairStreamTests.rows().map(\.pair))
        let trimmed = Set(pairs.map { pair in Set(pair.map { $0.trimmingCharacters(in: .whitespaces) }) })
        let share = Double(pairs.count - trimmed.count) / Double(PairStreamTests.count)
        #expect((0.007...0.013).contains(share))
    }

    @Test func surfaceSharesAreAsPromised() throws {
        let rows = try PairStreamTests.rows()
        let share = { (holds: (String) -> Bool) in
            Double(rows.count { holds($0.sentence1) || holds($0.sentence2) }) / Double(rows.count)
        }
        #expect((0.33...0.37).contains(share { $0.contains { "，？（）：".contains($0) } }))
        #expect(
            (0.003...0.007).contains(
                share { text in
                    text.unicodeScalars.contains {
                        $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
                    }
                }))
    }
}
