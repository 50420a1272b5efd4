public import CurateCore
internal import JSONParsing

/// The marks of a review file: JSON lines, of which the last one about a record counts.
public struct ReviewMarks: Sendable, Hashable {
    /// What holds for each record in the end, sorted by record.
    public private(set) var marks: [ReviewMark]
    private let index: [RecordID: Int]

    public static let none = ReviewMarks([])

    /// - Parameter lines: in the order in which they were decided.
    public init(_ lines: [ReviewMark]) {
        var last: [RecordID: ReviewMark] = [:]
        for mark in lines { last[mark.record] = mark }
        let sorted = last.values.filter { $0.action != .undo }.sorted { $0.record < $1.record }
        marks = sorted
        index = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($0.element.record, $0.offset) })
    }

    /// - Parameter name: the file's, for messages.
    /// - Throws: `Diagnostic` with the line that cannot be understood.
    public init(content: [UInt8], name: String) throws(Diagnostic) {
        self.init(try Self.lines(of: content, name: name))
    }

    public var count: Int { marks.count }

    /// The mark's place in ``marks``; nil where nothing was decided about the record.
    public func place(of record: RecordID) -> Int? { index[record] }

    public subscript(record: RecordID) -> ReviewMark? { index[record].map { marks[$0] } }

    private static let fields = ["id", "action", "label", "scale", "note", "by", "texts"]

    private static func lines(of content: [UInt8], name: String) throws(Diagnostic) -> [ReviewMark] {
        var rows = JSONRows()
        JSONRowExtractor(fields: fields).extract(content, into: &rows)
        var marks: [ReviewMark] = []
        for row in 0..<rows.count {
            do throws(Diagnostic) {
                if let failure = rows.failure(row) { throw Diagnostic(.error, failure.message) }
                marks.append(try mark(rows, row))
            } catch {
                throw error.placed(file: name, line: rows.line(row) + 1, column: nil)
            }
        }
        return marks
    }

    private static func mark(_ rows: JSONRows, _ row: Int) throws(Diagnostic) -> ReviewMark {
        func text(_ field: Int) -> String? {
            [.missing, .null].contains(rows.kind(row, field)) ? nil : rows.string(row, field)
        }
        guard let id = text(0).flatMap({ RecordID($0) }) else {
            throw Diagnostic(.error, "a mark needs 'id', a record's 32 hexadecimal digits")
        }
        let action = try action(text(1), label: text(2), scale: text(3))
        return ReviewMark(record: id, action: action, note: text(4) ?? "", by: text(5) ?? "", texts: text(6) ?? "")
    }

    private static func action(
        _ word: String?, label: String?, scale: String?
    ) throws(Diagnostic) -> ReviewMark.Action {
        switch word {
        case "exclude": return .exclude
        case "undo": return .undo
        case "relabel": break
        default:
            throw Diagnostic(
                .error, "a mark needs 'action'" + (word.map { "; '\($0)' is none" } ?? ""),
                hint: "Possible: exclude, relabel, undo.")
        }
        let known = scale.map { LabelScale(name: $0) }
        guard known != .some(nil), let label, let value = Label(text: label, scale: known ?? nil) else {
            throw Diagnostic(
                .error, "'\(label ?? "nothing")' is no label of the scale '\(scale ?? "binary")'",
                hint: "Write for example \"label\":0,\"scale\":\"binary\" or \"label\":\"entailment\".")
        }
        return .relabel(value)
    }
}
