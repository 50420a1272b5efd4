internal import CurateCore
internal import CuratePlan

/// The surveys that watch one task's records, and the files their rows go to.
struct ObserverSet {
    private struct Watching {
        var observer: any Observer
        var scope: SurveyScope
        var earlier: [VerdictTable]
        var rows = SurveyRows()
        var file: TaskFileWriter

        /// - Returns: bytes that its rows hold.
        mutating func observe(_ batch: Batch) throws -> Int {
            var rows = SurveyRows()
            swap(&rows, &self.rows)
            try observer.observe(batch, earlier, into: &rows)
            swap(&rows, &self.rows)
            return self.rows.payloads.footprint + 8 * self.rows.count
        }

        mutating func finish() throws {
            var last = SurveyRows()
            swap(&last, &rows)
            try observer.finish(into: &last)
            swap(&last, &rows)
        }
    }

    private var watching: [Watching] = []
    private let parts: Int
    private let limit: Int

    /// - Parameters:
    ///   - partition: of the records; nil where none of the surveys' stages has verdicts yet.
    ///   - path: the file for a survey's rows.
    init(
        _ places: [SurveyPlace], _ context: RunContext, partition: Int?, path: (SurveyPlace) -> String
    ) throws {
        parts = context.plan.partitions
        limit = context.settings.taskBytes / 4
        for place in places {
            let survey = context.stages[place.step].surveys[place.survey]
            let earlier = try (0..<place.survey).map {
                try context.findings(SurveyPlace(step: place.step, survey: $0))
            }
            let observer = try survey.observer(earlier, context.environment)
            let tables = try partition.map {
                try context.verdicts(step: place.step, surveys: place.survey, partition: $0)
            }
            watching.append(
                Watching(
                    observer: observer, scope: survey.scope, earlier: tables ?? [],
                    file: try TaskFileWriter(path: path(place))))
        }
    }

    mutating func observe(_ batch: Batch) throws {
        guard !batch.isEmpty else { return }
        for index in watching.indices where Self.covers(watching[index].scope, batch.role) {
            if try watching[index].observe(batch) > limit { try flush(index) }
        }
    }

    private static func covers(_ scope: SurveyScope, _ role: Role) -> Bool {
        switch scope {
        case .all: true
        case .training: role == .training
        case .heldOut: role == .heldOut
        }
    }

    private mutating func flush(_ index: Int) throws {
        let file = watching[index].file
        var bytes: [UInt8] = []
        try watching[index].rows.routed(to: parts) { part, rows in
            bytes.removeAll(keepingCapacity: true)
            SurveyRowCodec.encode(rows, into: &bytes)
            try file.append(Section(kind: .rows, part: part), rows: rows.count, bytes)
        }
        watching[index].rows = SurveyRows()
    }

    mutating func publish() throws {
        for index in watching.indices {
            try watching[index].finish()
            try flush(index)
            try watching[index].file.publish(counts: [])
        }
    }
}
