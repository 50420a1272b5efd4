/// What a reader makes of the corpus, by the rules of `data-schemas/corpora/README.md`: the text of `expected.jsonl`.
struct Expectations {
    let lines: [Split: [Line]]

    var text: String {
        Split.allCases.flatMap { split in
            (lines[split] ?? []).enumerated().map { index, line in
                "{\"split\":\"\(split.rawValue)\",\"file\":\"\(split.file)\",\"line\":\(index + 1),\(outcome(of: line))}\n"
            }
        }.joined()
    }

    private func outcome(of line: Line) -> String {
        if line.bytes != nil { return rejection("invalid_encoding", after: [line.first]) }
        guard line.fields.count == 3 else { return ragged(line.fields) }
        if line.label == "0" || line.label == "1" { return record(line) }
        return rejection(
            line.label.isEmpty ? "unlabelled" : "bad_label", after: [line.first + "\t", line.second + "\t"])
    }

    private func record(_ line: Line) -> String {
        let texts = "\"sentence1\":\(quoted(line.first)),\"sentence2\":\(quoted(line.second))"
        return "\"sub\":0,\(texts),\"label\":\(line.label),\"scale\":\"binary\""
    }

    /// At the first surplus column, or where the missing one should start.
    private func ragged(_ fields: [String]) -> String {
        let known = fields.prefix(3).joined(separator: "\t") + (fields.count > 3 ? "\t" : "")
        return rejection("ragged_row", after: [known])
    }

    private func rejection(_ rule: String, after texts: [String]) -> String {
        let column = texts.reduce(1) { $0 + $1.unicodeScalars.count }
        return "\"column\":\(column),\"rejected\":\"\(rule)\""
    }

    /// What cannot be seen is escaped, too.
    private func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format: escape(scalar)
            default: scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }

    private func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
