internal import CurateCore
internal import CuratePlan
import Foundation
internal import Files

/// Compares what a test's run wrote with what was expected.
struct TestComparison {
    private struct Row: Hashable, CustomStringConvertible {
        var sentence1: String
        var sentence2: String
        var label: String?
        var split: String

        var description: String { "\(sentence1) | \(sentence2) | \(label ?? "null") (\(split))" }
    }

    private struct Dropped {
        var sentence1: String
        var sentence2: String
        var stage: String
        var rule: String

        var description: String { "\(sentence1) | \(sentence2): \(stage) \(rule)" }
    }

    let test: PipelineTest
    let output: String

    func problems() throws -> [String] {
        let kept = try rows()
        let dropped = try ledger()
        return try records(kept) + rejected(dropped)
    }

    private func records(_ found: [Row]) throws -> [String] {
        guard let expected = test.expectedRecords else { return [] }
        var rest = found
        var problems: [String] = []
        for (number, want) in expected.enumerated() {
            let place = test.ordered ? (number < found.count && fits(found[number], want) ? number : nil) : nil
            let hit = test.ordered ? place.map { found[$0] } : rest.first { fits($0, want) }
            if let hit, let index = rest.firstIndex(of: hit) {
                rest.remove(at: index)
            } else {
                problems.append(
                    "line \(want.place.line ?? 0): expected \(want.sentence1) | \(want.sentence2 ?? "") | "
                        + "\(want.label ?? "null"), which did not come out")
            }
        }
        return problems + rest.map { "came out and was not expected: \($0)" }
    }

    private func fits(_ row: Row, _ want: PipelineTest.Output) -> Bool {
        row.sentence1 == want.sentence1 && row.sentence2 == (want.sentence2 ?? "") && same(row.label, want.label)
            && (want.split.map { $0 == row.split } ?? true)
    }

    private func same(_ left: String?, _ right: String?) -> Bool {
        if let a = left.flatMap(Double.init), let b = right.flatMap(Double.init) { return a == b }
        return left == right
    }

    private func rejected(_ found: [Dropped]) -> [String] {
        guard let expected = test.expectedRejected else { return [] }
        var rest = found
        var problems: [String] = []
        for want in expected {
            let index = rest.firstIndex { row in
                row.rule == want.rule && (row.stage == want.stage || row.stage.hasPrefix(want.stage + "."))
                    && (want.sentence1.map { $0 == row.sentence1 } ?? true)
                    && (want.sentence2.map { $0 == row.sentence2 } ?? true)
            }
            if let index {
                rest.remove(at: index)
            } else {
                problems.append(
                    "line \(want.place.line ?? 0): expected \(want.sentence1 ?? "*") | \(want.sentence2 ?? "*") to be "
                        + "rejected by \(want.stage) \(want.rule)")
            }
        }
        return problems + rest.map { "rejected and not expected: \($0.description)" }
    }

    // MARK: Reading what was written

    private func rows() throws -> [Row] {
        try objects(in: output + "/data/pairs").map { file, object in
            Row(
                sentence1: object["sentence1"] as? String ?? "", sentence2: object["sentence2"] as? String ?? "",
                label: Self.label(object["label"], scale: object["scale"] as? String),
                split: String(file.prefix { $0 != "-" }))
        }
    }

    private func ledger() throws -> [Dropped] {
        try objects(in: output + "/rejected").map { _, object in
            Dropped(
                sentence1: object["sentence1"] as? String ?? "", sentence2: object["sentence2"] as? String ?? "",
                stage: object["stage"] as? String ?? "", rule: object["rule"] as? String ?? "")
        }
    }

    private func objects(in folder: String) throws -> [(file: String, object: [String: Any])] {
        guard FileSystem.isDirectory(folder) else { return [] }
        return try FileSystem.list(folder).sorted().flatMap { file in
            try FileSystem.readAll(folder + "/" + file).split(separator: 10).map { line in
                let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
                return (file, object ?? [:])
            }
        }
    }

    /// As pipeline tests write labels: natural language inference by its words.
    private static func label(_ value: Any?, scale: String?) -> String? {
        guard let number = value as? NSNumber else { return nil }
        if scale == LabelScale.nli.name { return NLILabel(rawValue: number.intValue)?.name }
        return number.stringValue
    }
}
