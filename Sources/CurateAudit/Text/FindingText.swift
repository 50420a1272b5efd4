/// Findings for people, by kind, the worst first.
struct FindingText {
    private let findings: [Finding]

    init(_ findings: [Finding]) { self.findings = findings }

    /// Findings of one kind that are told one by one.
    private static let most = 8

    var lines: [String] {
        Finding.Kind.allCases.flatMap { kind -> [String] in
            let mine = findings.filter { $0.kind == kind }
            if mine.isEmpty { return [] }
            let shown = mine.prefix(Self.most).flatMap(lines)
            let rest = mine.count - Self.most
            return [kind.title] + shown + (rest > 0 ? ["  and \(rest) more, smaller: see the tables or --json"] : [])
        }
    }

    private func lines(_ finding: Finding) -> [String] {
        ["  " + finding.message]
            + finding.examples.flatMap { example in
                example.records.enumerated().map { Self.line($1, isFirst: $0 == 0) }
            }
    }

    private static func line(_ row: Example.Row, isFirst: Bool) -> String {
        let texts = [row.a, row.b].compactMap(\.self).map(visible).joined(separator: " | ")
        return "    \(isFirst ? "-" : " ") \(row.place)  \(row.label.map { "[\($0)] " } ?? "")\(texts)"
    }

    /// Characters that a terminal would hide or obey are spelled out; long texts are cut.
    private static func visible(_ text: String) -> String {
        let most = 80
        var shown = ""
        for scalar in text.unicodeScalars.prefix(most) {
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
                shown += "<U+\(hexadecimal(scalar.value))>"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown + (text.unicodeScalars.count > most ? "…" : "")
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension Finding.Kind {
    /// What people read above the findings of a kind.
    var title: String {
        switch self {
        case .evaluationLeak: "Evaluation data that stand elsewhere too"
        case .oppositeLabels: "Shared pairs with another label"
        case .conflict: "Pairs with several labels inside a split"
        case .identicalDifferent: "Identical texts labelled different"
        case .closureBreak: "Labelled different, but connected by positives"
        case .trivialPositive: "Trivial positives"
        case .rejected: "Rows that are no records"
        case .damaged: "Damaged texts"
        case .placeholder: "Placeholders in place of a text"
        case .duplicate: "Copies inside a split"
        case .sharedTraining: "Training data shared by corpora"
        case .negation: "Negation labelled as the same"
        case .invisible: "Invisible characters"
        case .markup: "Remains of web pages"
        case .overlong: "Texts that 64 tokens cut"
        }
    }
}
