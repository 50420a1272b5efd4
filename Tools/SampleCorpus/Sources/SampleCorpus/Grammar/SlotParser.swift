/// A named list of slot values that several intents share.
struct SlotList {
    let kind: Contrast
    let values: [[String]]
}

/// Reads slot values: words separated by blanks, spellings of one value by `/`, and ranges as `1..9` or `10..90+10`.
enum SlotParser {
    static func values(_ text: Substring) -> [[String]] {
        text.split(separator: " ").flatMap { word in range(word) ?? [word.split(separator: "/").map(String.init)] }
    }

    private static func range(_ word: Substring) -> [[String]]? {
        let ends = word.split(separator: ".", omittingEmptySubsequences: false)
        guard ends.count == 3, ends[1].isEmpty, let low = Int(ends[0]) else { return nil }
        let last = ends[2].split(separator: "+")
        guard let high = last.first.flatMap({ Int($0) }), let step = last.count == 2 ? Int(last[1]) : 1 else {
            return nil
        }
        return stride(from: low, through: high, by: step).map { [String($0)] }
    }

    /// Reads a file of lists: `list NAME : KIND` followed by lines of values.
    static func lists(_ text: String, file: String) throws(ContentError) -> [String: SlotList] {
        var lists: [String: SlotList] = [:]
        var current: String?
        for (number, line) in ContentLines.read(text) {
            if line.hasPrefix("list ") {
                let (name, kind) = try header(line.dropFirst(5), file: file, line: number)
                guard lists.updateValue(SlotList(kind: kind, values: []), forKey: name) == nil else {
                    throw ContentError(file: file, line: number, message: "list '\(name)' is declared twice")
                }
                current = name
            } else if let name = current, let list = lists[name] {
                lists[name] = SlotList(kind: list.kind, values: list.values + values(line))
            } else {
                throw ContentError(file: file, line: number, message: "values before the first 'list'")
            }
        }
        return lists
    }

    /// Reads `NAME : KIND`.
    static func header(_ text: Substring, file: String, line: Int) throws(ContentError) -> (String, Contrast) {
        let parts = text.split(separator: ":").map { $0.trimmingBlanks }
        guard parts.count == 2, let kind = Contrast(rawValue: String(parts[1])) else {
            throw ContentError(file: file, line: line, message: "expected 'NAME : KIND', found '\(text)'")
        }
        return (String(parts[0]), kind)
    }
}
