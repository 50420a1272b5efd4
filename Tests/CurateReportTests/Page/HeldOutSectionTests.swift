import Foundation
import Testing

@testable import CurateReport

/// What is wrong with evaluation sets must be seen without being looked for.
struct HeldOutSectionTests {
    private func statistics(_ counts: [String: Int]) throws -> RunStatistics {
        func source(_ split: String, _ heldOut: Bool) -> [String: Any] {
            [
                "corpus": "lcqmc", "split": split, "held_out": heldOut, "rows": 1000, "records": 1000,
                "rejected": [String: Int](), "bytes": 1,
            ]
        }
        let stage: [String: Any] = [
            "name": "guard", "entered": 1, "rejected": [String: Int](), "generated": 0, "left": 1, "counts": counts,
            "by_source": [String: Int](),
        ]
        let all: [String: Any] = [
            "format": 1, "name": "p", "stages": [stage], "splits": [String: Int](),
            "sources": [source("train", false), source("dev", true), source("test", true)],
            "balance": ["records": 1, "generated": 0, "rejected": 0, "written": 1, "withheld": 0],
        ]
        return try JSONDecoder().decode(RunStatistics.self, from: JSONSerialization.data(withJSONObject: all))
    }

    @Test func theTitleTellsTheWorst() throws {
        let part = try #require(
            HeldOutSection(
                statistics([
                    "shared/lcqmc/dev/lcqmc/test/pair": 41, "shared/lcqmc/dev/lcqmc/test/sentence": 936,
                    "held_out/lcqmc/test/identical_same": 100, "held_out/lcqmc/dev/placeholder": 1,
                ])
            ).part)
        let title =
            "lcqmc/dev and lcqmc/test share 936 sentences and 41 pairs; 100 positives of lcqmc/test are one sentence twice"
        #expect(part.html.contains("<h2>\(title)</h2>"))
        #expect(part.html.contains("100 (10.0 %)"))
        #expect(part.html.contains("1 (0.1 %)"))
    }

    @Test func nothingIsSaidOfSetsWithoutDefects() throws {
        #expect(try HeldOutSection(statistics(["held_out_pairs": 7])).part == nil)
    }
}
