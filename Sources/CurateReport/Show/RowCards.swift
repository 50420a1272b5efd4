/// Rows for people: a line of facts, then the texts one under the other, with what differs between them marked.
public struct RowCards: Sendable {
    private let marks: Bool

    /// - Parameter marks: whether to mark differences by a terminal's bold type.
    public init(marks: Bool) { self.marks = marks }

    public func text(_ row: FolderRow) -> String {
        let lines = [head(row)] + texts(row) + details(row)
        return lines.joined(separator: "\n")
    }

    private func head(_ row: FolderRow) -> String {
        var parts: [String] = []
        if let id = row.text("id") { parts.append(String(id.prefix(12))) }
        if let corpus = row.text("corpus") { parts.append(corpus + "/" + (row.text("split") ?? "?")) }
        if let file = row.text("file") { parts.append("\(file):\(row.text("line") ?? "?")") }
        for field in ["label", "class", "origin", "edit", "overlap", "cosine", "score", "suspicion", "copies", "count"]
        {
            guard let value = row.text(field), field != "copies" || value != "1" else { continue }
            parts.append("\(field) \(value)")
        }
        return parts.joined(separator: "  ")
    }

    private func texts(_ row: FolderRow) -> [String] {
        for (first, second) in [
            ("sentence1", "sentence2"), ("source", "target"), ("anchor", "positive"), ("text", ""),
        ] {
            guard let left = row.text(first).map(Self.visible) else { continue }
            guard let right = row.text(second).map(Self.visible) else { return ["  " + left] }
            let (a, b) = marks ? TextDifference.marked(left, right) : (left, right)
            return ["  " + a, "  " + b]
        }
        return row.text("bytes").map { ["  " + Self.visible($0)] } ?? []
    }

    private func details(_ row: FolderRow) -> [String] {
        var details: [String] = []
        if let rule = row.text("rule") { details.append("\(row.text("stage") ?? "?"): \(rule)") }
        for field in ["message", "values", "teacher", "parent"] {
            if let value = row.text(field) { details.append(field == "message" ? value : "\(field) \(value)") }
        }
        return details.map { "    " + Self.visible($0) }
    }

    /// Control characters, which could move a terminal's cursor or colour it, and marks of direction become visible.
    public static func visible(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                result += "<U+" + String(scalar.value, radix: 16, uppercase: true) + ">"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
