internal import CurateCore
internal import CuratePlan
import Foundation

/// The reducing and concluding tasks of a survey.
struct SurveyTask {
    let context: RunContext

    func reduce(_ place: SurveyPlace, _ fragment: Int, _ partition: Int, _ path: String) throws {
        let observed = context.observation(place, from: fragment)
        let store = try context.store(folder: observed.folder, tasks: observed.tasks)
        let rows = try Self.rows(store.blocks(Section(kind: .rows, part: partition)))
        var output = SurveyOutput()
        if rows.count > 0 {
            try context.stages[place.step].surveys[place.survey].reduce(rows, into: &output, context.environment)
        }
        try write(output, Findings?.none, place, path)
    }

    func conclude(_ place: SurveyPlace, _ fragment: Int, _ path: String) throws {
        let rows = try Self.rows(try context.store(fragment).blocks(Section(kind: .rows)))
        var output = SurveyOutput()
        let survey = context.stages[place.step].surveys[place.survey]
        let findings = try survey.conclude(rows, into: &output, context.environment)
        output.rows = SurveyRows()
        try write(output, findings, place, path)
    }

    private static func rows(_ blocks: [StoredBlock]) throws -> SurveyRows {
        var rows = SurveyRows()
        for block in blocks {
            try TaskRunner.stopIfAsked()
            var offset = 0
            try SurveyRowCodec.decode(try block.read(), at: &offset, appendingTo: &rows)
        }
        return rows.sorted()
    }

    private func write(_ output: SurveyOutput, _ findings: Findings?, _ place: SurveyPlace, _ path: String) throws {
        let file = try TaskFileWriter(path: path)
        if output.rows.count > 0 {
            var bytes: [UInt8] = []
            SurveyRowCodec.encode(output.rows, into: &bytes)
            try file.append(Section(kind: .rows), rows: output.rows.count, bytes)
        }
        try write(output.verdicts, place, file)
        if let findings { try file.append(Section(kind: .findings), rows: 1, findings.bytes) }
        var counts = TaskCounts()
        if !output.counts.isEmpty { counts.steps[place.step] = StepCounts() }
        counts.steps[place.step]?.counts = output.counts
        try file.publish(counts: Array(try JSONEncoder().encode(counts)))
    }

    /// Verdicts go to the partition that holds the record they are about; only training records get any.
    private func write(_ verdicts: [Verdict], _ place: SurveyPlace, _ file: TaskFileWriter) throws {
        var parts: [Int: [Verdict]] = [:]
        for verdict in verdicts {
            parts[context.router.partition(verdict.id, verdict.ordinal, role: .training), default: []].append(verdict)
        }
        for part in parts.keys.sorted() {
            guard let verdicts = parts[part] else { continue }
            var bytes: [UInt8] = []
            SurveyRowCodec.encode(verdicts, into: &bytes)
            let section = Section(kind: .verdicts, index: place.step, survey: place.survey, part: part)
            try file.append(section, rows: verdicts.count, bytes)
        }
    }
}
