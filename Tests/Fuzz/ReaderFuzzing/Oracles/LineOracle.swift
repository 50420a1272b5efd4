import CurateCore

/// Splits at line ends and delimiters.
struct LineOracle: Oracle {
    func problems(_ bytes: [UInt8], _ layout: CorpusLayout, _ labels: LabelRules, _ found: ReadOutcome) -> [String] {
        guard let text = WholeText(bytes, declared: layout.encoding) else { return [] }
        var expected: [Int: ExpectedRow] = [:]
        for (number, line) in text.lines.enumerated() where !text.isBlank(line, delimiter: layout.delimiter.asciiValue)
        {
            expected[number + 1] =
                text.isDamaged(line) ? .rejected("invalid_encoding") : row(text, line, layout, labels)
        }
        return found.problems(expecting: expected)
    }

    private func row(
        _ text: WholeText, _ line: Range<Int>, _ layout: CorpusLayout, _ labels: LabelRules
    ) -> ExpectedRow {
        let fields = text.bytes[line].split(
            separator: layout.delimiter.asciiValue ?? 9, omittingEmptySubsequences: false)
        return text.row(fields.map { String(decoding: $0, as: UTF8.self) }, labels)
    }
}

extension WholeText {
    /// Without their LF or CR LF; a CR at the end of the file is text.
    var lines: [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        for place in bytes.indices where bytes[place] == 10 {
            lines.append(start..<(place > start && bytes[place - 1] == 13 ? place - 1 : place))
            start = place + 1
        }
        return start < bytes.count ? lines + [start..<bytes.count] : lines
    }
}
