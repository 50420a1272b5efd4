import CurateCore
import Testing

@testable import CurateEngine

@Suite struct SurveyRowOrderTests {
    private func rows(_ list: [(UInt64, String)]) -> SurveyRows {
        var rows = SurveyRows()
        for (key, text) in list {
            rows.begin(key)
            rows.payloads.bytes += text.utf8
            rows.end()
        }
        return rows
    }

    private func list(_ rows: SurveyRows) -> [String] {
        (0..<rows.count).map { "\(rows.keys[$0]) \(rows.payloads.string($0))" }
    }

    @Test func sortsByKeyThenBytes() {
        let sorted = rows([(9, "b"), (2, "乙"), (9, ""), (2, "a"), (9, "ab")]).sorted()
        #expect(list(sorted) == ["2 a", "2 乙", "9 ", "9 ab", "9 b"])
    }

    @Test func routesEveryRowToItsRangeOfKeys() {
        let top = UInt64.max
        let all = rows([(top, "z"), (0, "a"), (top / 2 + 1, "m"), (1, "b")])
        var found: [Int: [String]] = [:]
        all.routed(to: 2) { part, rows in found[part] = list(rows) }
        #expect(found == [0: ["0 a", "1 b"], 1: ["\(top) z", "\(top / 2 + 1) m"]])
    }
}
