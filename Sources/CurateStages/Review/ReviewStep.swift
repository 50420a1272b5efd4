internal import CurateCore

/// The stage `review`.
struct ReviewStep: Stage {
    let marks: ReviewMarks
    let failsOnUnmatched: Bool
    /// False for a plan made from a pipeline's file alone.
    private let wasRead: Bool
    private let file: String

    init(_ options: Options) throws(Diagnostic) {
        let file = options.file("file")
        marks =
            try file.content.map { text throws(Diagnostic) in
                try ReviewMarks(content: Array(text.utf8), name: file.name)
            } ?? .none
        (self.file, wasRead) = (file.name, file.content != nil)
        failsOnUnmatched = options.string("unmatched") == "fail"
    }

    var name: String { "review" }
    var appliesTo: StageScope { .all }
    var readsKeys: Bool { false }
    var surveys: [any Survey] { marks.count == 0 ? [] : [MarkSurvey(marks: marks, fails: failsOnUnmatched)] }
    var reviews: ReviewLimit? { ReviewLimit(rows: max(1, marks.count)) }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) throws -> any Processor {
        guard wasRead else { throw Diagnostic(.error, "the review file \(file) was not read") }
        return ReviewProcessor(marks: marks)
    }
}

/// Finds the marks that meet no record.
private struct MarkSurvey: Survey {
    let marks: ReviewMarks
    let fails: Bool

    var name: String { "marks" }
    var scope: SurveyScope { .all }
    var readsKeys: Bool { false }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) -> any Observer {
        MarkObserver(marks: marks)
    }

    /// One row for each mark that met something.
    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        for group in rows.groups() {
            output.rows.begin(rows.keys[group.lowerBound])
            output.rows.end()
        }
    }

    func conclude(
        _ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment
    ) throws -> Findings {
        let missing = Set(marks.marks.indices).subtracting(rows.keys.map(Int.init)).sorted()
        output.count("marks", marks.count)
        if let first = missing.first {
            output.count("unmatched", missing.count)
            if fails {
                throw DataLimitExceeded(
                    "\(missing.count) of \(marks.count) marks meet no record, the first \(marks.marks[first].record). "
                        + "Take them out of the review file, or set unmatched: count in 'review'.")
            }
        }
        return Findings()
    }
}

private struct MarkObserver: Observer {
    let marks: ReviewMarks
    private var met: Set<Int> = []

    init(marks: ReviewMarks) { self.marks = marks }

    mutating func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) {
        for id in batch.ids {
            if let place = marks.place(of: id) { met.insert(place) }
        }
    }

    mutating func finish(into rows: inout SurveyRows) {
        for place in met.sorted() {
            rows.begin(UInt64(place))
            rows.end()
        }
    }
}

private struct ReviewProcessor: Processor {
    let marks: ReviewMarks

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {
        guard marks.count > 0 else { return }
        for row in 0..<batch.count {
            guard let mark = marks[batch.ids[row]] else { continue }
            if batch.role == .heldOut {
                refuse(mark, row, "held_out", &log)
            } else if !mark.texts.isEmpty, mark.texts != Self.hash(batch, row) {
                refuse(mark, row, "texts_changed", &log)
            } else {
                apply(mark, to: &batch, row, &log)
            }
        }
    }

    private static func hash(_ batch: Batch, _ row: Int) -> String {
        let second = batch.flags[row].contains(.single) ? [] : batch.b.text.bytes[batch.b.text.range(row)]
        return ReviewMark.textsHash(batch.a.text.bytes[batch.a.text.range(row)], second)
    }

    /// The record stays as it is; people are told.
    private func refuse(_ mark: ReviewMark, _ row: Int, _ problem: String, _ log: inout StageLog) {
        log.count(problem)
        let values = [Rejection.Value("problem", .text(problem)), .init("action", .text(mark.word))]
        log.review(row, suspicion: 1, values + Self.values(mark))
    }

    private static func values(_ mark: ReviewMark) -> [Rejection.Value] {
        [.init("note", .text(mark.note)), .init("by", .text(mark.by))]
    }

    private func apply(_ mark: ReviewMark, to batch: inout Batch, _ row: Int, _ log: inout StageLog) {
        switch mark.action {
        case .undo: return
        case .exclude: log.reject(row, "excluded", Self.values(mark))
        case .relabel(let label):
            guard label != batch.labels[row] else {
                log.count("label_kept")
                return
            }
            batch.labels[row] = label
            batch.flags[row].insert(.relabelled)
            log.count("relabelled/\(Self.word(label))")
        }
    }

    private static func word(_ label: Label) -> String {
        switch label.scale {
        case .nli: NLILabel(rawValue: Int(label.value))?.name ?? "none"
        case .none: "none"
        case .binary, .ordinal:
            label.value == label.value.rounded() ? String(Int(label.value)) : String(label.value)
        }
    }
}
