import CurateCore
import CurateFormats
import Foundation
import Testing

@testable import CurateAudit

/// Counts of made-up rows against counts by plain dictionaries; rows are read in small pieces by several threads.
struct ModelTests {
    private struct Row {
        var a: String
        var b: String
        var label: Int

        /// These texts are their own keys.
        var pair: [String] { [a, b].sorted() }
    }

    private static func rows(_ seed: UInt64, _ count: Int) -> [Row] {
        var state = seed
        func next(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        let words = Array("甲乙丙丁戊己庚辛").map(String.init)
        func text() -> String { (0..<(1 + next(3))).map { _ in words[next(8)] }.joined() }
        return (0..<count).map { _ in Row(a: text(), b: text(), label: next(2)) }
    }

    private func report(_ dev: [Row], _ test: [Row], threads: Int, chunk: Int) throws -> AuditReport {
        let corpora = try AuthoredCorpora()
        try corpora.write("LCQMC/dev.txt", dev.map { "\($0.a)\t\($0.b)\t\($0.label)" })
        try corpora.write("LCQMC/test.txt", test.map { "\($0.a)\t\($0.b)\t\($0.label)" })
        let inputs = try corpora.inputs()
        var audit = Audit(
            sources: inputs.sources, declarations: inputs.declarations, threads: threads, examples: 3)
        audit.limits = ReadingLimits(chunkBytes: chunk)
        return Self.placeless(try audit.run(), corpora.folder)
    }

    /// Reports of two folders compare.
    private static func placeless(_ report: AuditReport, _ folder: String) -> AuditReport {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        guard let data = try? encoder.encode(report) else { return report }
        let text = String(decoding: data, as: UTF8.self).replacingOccurrences(of: folder, with: "FOLDER")
        return (try? JSONDecoder().decode(AuditReport.self, from: Data(text.utf8))) ?? report
    }

    @Test(arguments: [1, 2, 3])
    func countsAreThoseOfDictionaries(seed: UInt64) throws {
        let (dev, test) = (Self.rows(seed, 900), Self.rows(seed + 100, 700))
        let report = try report(dev, test, threads: 3, chunk: 200)
        let split = try report.split("lcqmc/dev")
        let groups = Dictionary(grouping: dev, by: \.pair)
        #expect(split.duplicates.extra == dev.count - groups.count)
        #expect(split.duplicates.pairs == groups.values.count { $0.count > 1 })
        #expect(split.conflicts.pairs == groups.values.count { Set($0.map(\.label)).count > 1 })
        #expect(split.identical.positive == dev.count { $0.a == $0.b && $0.label == 1 })
        #expect(split.sentences.distinct == Set(dev.flatMap { [$0.a, $0.b] }).count)
        #expect(split.wordOrder.values.reduce(0, +) == dev.count { $0.a != $0.b && $0.a.sorted() == $0.b.sorted() })
        let overlap = try report.overlap("lcqmc/dev", "lcqmc/test")
        let others = Dictionary(grouping: test, by: \.pair)
        let shared = groups.keys.filter { others[$0] != nil }
        #expect(overlap.pairs == shared.count)
        #expect(overlap.recordsA == dev.count { others[$0.pair] != nil })
        #expect(
            overlap.otherLabel
                == shared.count { key in
                    Set((groups[key] ?? []).map(\.label)).isDisjoint(with: (others[key] ?? []).map(\.label))
                })
        #expect(split.closure?.breaks == breaks(dev))
    }

    /// Label 0 inside a component, components grown until nothing changes.
    private func breaks(_ rows: [Row]) -> Int {
        var name: [String: String] = [:]
        for text in rows.flatMap({ [$0.a, $0.b] }) { name[text] = text }
        var changed = true
        while changed {
            changed = false
            for row in rows where row.label == 1 {
                guard let a = name[row.a], let b = name[row.b], a != b else { continue }
                (name[row.a], name[row.b]) = (min(a, b), min(a, b))
                changed = true
            }
        }
        return rows.count { $0.label == 0 && name[$0.a] == name[$0.b] }
    }

    @Test func threadsAndPiecesChangeNothing() throws {
        let (dev, test) = (Self.rows(7, 500), Self.rows(8, 500))
        let one = try report(dev, test, threads: 1, chunk: 1 << 20)
        #expect(try report(dev, test, threads: 4, chunk: 64) == one)
        #expect(try report(dev, test, threads: 2, chunk: 1000) == one)
    }
}
