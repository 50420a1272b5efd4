internal import CurateReport
import Foundation

/// What a row says, whatever view it is of.
struct RowContent {
    private let object: [String: Any]

    init(_ row: FolderRow) {
        object = (try? JSONSerialization.jsonObject(with: Data(row.json)) as? [String: Any]) ?? [:]
    }

    private init(_ object: [String: Any]) { self.object = object }

    /// What the row says of a record that is only a negative in it.
    var ofNegative: RowContent { RowContent(object.filter { ["corpus", "split"].contains($0.key) }) }

    func text(_ name: String) -> String? {
        switch object[name] {
        case let text as String: text
        case let number as NSNumber: "\(number)"
        default: nil
        }
    }

    /// The record's own sentences.
    var texts: [String] {
        for (first, second) in [("sentence1", "sentence2"), ("source", "target"), ("anchor", "positive")] {
            guard let left = object[first] as? String else { continue }
            let right = object[second] as? String
            // A plain sentence stands in `pairs` beside an empty one.
            let isSingle = right == nil || right == "" && text("scale") == "none"
            return isSingle ? [left] : [left, right ?? ""]
        }
        return []
    }

    /// Every sentence of the row, negatives too.
    var sentences: [String] { texts + negatives }

    private var negatives: [String] { object["negatives"] as? [String] ?? [] }

    /// The negative of a row of `contrastive` that is the record.
    func negative(_ id: String) -> (texts: [String], kind: String, score: String?)? {
        guard let place = (object["negative_ids"] as? [String])?.firstIndex(of: id), place < negatives.count,
            let anchor = object["anchor"] as? String
        else { return nil }
        let kinds = object["negative_kinds"] as? [String] ?? []
        let scores = object["negative_scores"] as? [Any] ?? []
        let score = place < scores.count ? (scores[place] as? NSNumber).map { "\($0)" } : nil
        return ([anchor, negatives[place]], place < kinds.count ? kinds[place] : "labelled", score)
    }

    /// Facts among some names, those that are there.
    func facts(_ names: [String]) -> [Explanation.Fact] {
        names.compactMap { name in text(name).map { Explanation.Fact(name: name, value: $0) } }
    }

    /// The values of a rejection, those of records as `id (file:line)`.
    var values: [Explanation.Fact] {
        guard let values = object["values"] as? [String: Any] else { return [] }
        return values.keys.sorted().map { Explanation.Fact(name: $0, value: Self.word(values[$0] ?? "")) }
    }

    /// The words of a label: `1 (binary)`.
    var label: String? { text("label") }
    var scale: String? { text("scale") }

    /// True when the row holds its sentences to mean the same.
    var saysSame: Bool {
        if object["target"] != nil || object["positive"] != nil { return text("origin") != "weak" }
        return text("class") == "1"
    }

    private static func word(_ value: Any) -> String {
        switch value {
        case let text as String: text
        case let record as [String: Any]:
            "\(record["id"] ?? "?") (\(record["file"] ?? "?"):\(record["line"] ?? "?"))"
        case let number as NSNumber: "\(number)"
        default: "\(value)"
        }
    }
}
