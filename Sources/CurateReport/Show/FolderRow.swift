internal import JSONParsing

/// A row of an output folder: of a view, of the ledger of rejected records, or of a review file.
public struct FolderRow: Sendable {
    /// A value that conditions and sorting compare.
    public enum Value: Sendable, Hashable {
        case number(Double)
        case text(String)
        case none
    }

    /// The keys that conditions may name: those of the views, of the ledger and of review files.
    public static let fields = [
        "id", "sentence1", "sentence2", "label", "scale", "class", "corpus", "split", "copies", "origin",
        "parent", "teacher", "cosine", "edit", "overlap", "score",
        "source", "target", "anchor", "positive", "text", "key", "count", "stage", "rule", "file", "line", "column",
        "message", "values",
        "bytes", "suspicion",
    ]

    /// As it lies in the file, without the line's end.
    public let json: [UInt8]
    private let values: [String: Value]

    init(json: [UInt8], values: [String: Value]) {
        self.json = json
        self.values = values
    }

    /// A row from its line; nil when that is no JSON object.
    public init?(json: [UInt8]) {
        var rows = JSONRows()
        JSONRowExtractor(fields: Self.fields).extract(json, into: &rows)
        guard rows.count == 1, rows.failure(0) == nil else { return nil }
        self.init(rows, 0, json)
    }

    /// A row of those that were extracted from a piece.
    init(_ rows: JSONRows, _ row: Int, _ piece: [UInt8]) {
        var values: [String: Value] = [:]
        for (field, name) in Self.fields.enumerated() {
            let text = { rows.string(row, field) }
            switch rows.kind(row, field) {
            case .missing, .null: continue
            case .integer, .double: values[name] = Double(text()).map { .number($0) }
            case .string, .bool, .array, .object: values[name] = .text(text())
            }
        }
        self.init(json: Array(piece[rows.byteRange(row)]), values: values)
    }

    /// ``Value/none`` for a field that the row does not have.
    public subscript(_ field: String) -> Value { values[field] ?? .none }

    /// The field as text; nil when the row does not have it.
    public func text(_ field: String) -> String? {
        switch self[field] {
        case .text(let text): text
        case .number(let number): number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
        case .none: nil
        }
    }
}
