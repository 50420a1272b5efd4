internal import CurateCore
internal import CurateReport
internal import JSONParsing

/// Which rows a page shows.
struct RowQuery: Sendable, Hashable {
    var part: String
    /// Characters that one of the texts must have.
    var text: String
    /// As after `--where`.
    var condition: String
    /// A field; empty: the order of the files.
    var sort: String
    var isDescending: Bool

    init(part: String, _ request: BrowseRequest) {
        self.part = part
        text = request.query["q"] ?? ""
        condition = request.query["where"] ?? ""
        let given = request.query["sort"] ?? ""
        isDescending = given.hasPrefix("-")
        sort = isDescending ? String(given.dropFirst()) : given
    }

    var isPlain: Bool { text.isEmpty && condition.allSatisfy(\.isWhitespace) && sort.isEmpty }
    var sortWord: String { (isDescending ? "-" : "") + sort }

    /// Decides on single rows.
    struct Filter: Sendable {
        /// What the row's line must have; it says the text as the shards' writer would.
        let needle: [UInt8]
        private let text: String
        private let condition: RowCondition?

        /// - Throws: `Diagnostic` for a condition that cannot be understood.
        init(_ query: RowQuery) throws {
            text = query.text
            condition =
                query.condition.allSatisfy(\.isWhitespace) ? nil : try RowCondition(query.condition)
            var json: [UInt8] = []
            JSONWriting.appendString(query.text, to: &json)
            needle = query.text.isEmpty ? [] : Array(json.dropFirst().dropLast())
        }

        var isCheap: Bool { condition == nil }

        func admits(_ row: FolderRow) -> Bool {
            if !text.isEmpty {
                let has = Self.texts.contains { field in row.text(field)?.unicodeScalarsContain(text) ?? false }
                if !has { return false }
            }
            return condition?.holds(for: row) ?? true
        }

        static let texts = ["sentence1", "sentence2", "source", "target", "bytes", "message", "id", "parent"]
    }
}

extension String {
    /// Scalar by scalar, as the bytes of a line are searched: a letter is found although a mark combines with it.
    fileprivate func unicodeScalarsContain(_ other: String) -> Bool {
        guard !other.isEmpty else { return true }
        return utf8.firstRange(of: other.utf8) != nil
    }
}
