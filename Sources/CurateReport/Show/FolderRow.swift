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
