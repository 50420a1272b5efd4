/// How a label is named and coloured throughout the report.
struct LabelSeries: Hashable {
    var label: String
    /// True where another label than 0 and 1 is a number: graded scores, not classes.
    var isGraded = false

    var name: String {
        switch (label, isGraded) {
        case ("0", false): "0 different"
        case ("1", false): "1 same"
        case (_, true): "score \(label)"
        default: label
        }
    }

    /// A class of the style sheet.
    var style: String {
        switch (label, isGraded) {
        case ("0", false), ("0", true), ("1", true): "s0"
        case ("1", false), ("4", true), ("5", true): "s1"
        case ("contradiction", _): "s2"
        case ("entailment", _): "s3"
        case ("neutral", _), ("2", true), ("3", true): "s4"
        default: "s5"
        }
    }

    static func all(_ labels: some Sequence<String>) -> [LabelSeries] {
        let distinct = Set(labels).sorted()
        let isGraded = distinct.contains { ["2", "3", "4", "5"].contains($0) }
        return distinct.map { LabelSeries(label: $0, isGraded: isGraded && $0.first?.isNumber == true) }
    }
}
