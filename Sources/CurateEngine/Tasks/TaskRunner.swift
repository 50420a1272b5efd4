internal import CurateCore
internal import CurateFormats
internal import CuratePlan
import Foundation
internal import Files

/// Runs one task: one partition of one fragment. The local engine and a worker call the same.
struct TaskRunner {
    let context: RunContext

    /// Runs the task and publishes its file.
    /// - Throws: `Interrupted` when the program was asked to stop; nothing is published then.
    func run(fragment number: Int, partition: Int) throws {
        let fragment = context.plan.fragments[number]
        let path = WorkFolder.task(context.folder(number), partition)
        try FileSystem.createDirectories(context.folder(number))
        switch fragment.kind {
        case .scan(let steps): try scan(number, steps, partition, path)
        case .observe(let base, let steps):
            try pass(base, steps, partition, Watch(places: fragment.observes, path: { _ in path }), nil, number)
        case .rewrite(let base, let steps):
            let watch = try tailWatch(number, partition)
            try pass(base, steps, partition, watch, path, number)
        case .settle(let base, let steps): try settle(base, steps, partition, path, number)
        case .reduce(let place, let from): try SurveyTask(context: context).reduce(place, from, partition, path)
        case .conclude(let place, let from): try SurveyTask(context: context).conclude(place, from, path)
        case .members, .place, .deal, .arrange: try arrange(fragment.kind, partition, path)
        case .ledger, .shards, .reviews, .vectors: preconditionFailure("written by the output tasks")
        }
    }

    private func arrange(_ kind: Fragment.Kind, _ part: Int, _ path: String) throws {
        switch kind {
        case .members(let settled, let number):
            try PlaceTask(context: context, number: number).members(settled: settled, part: part, path: path)
        case .place(let members, let number):
            try PlaceTask(context: context, number: number).place(members: members, path: path)
        case .deal(let settled, let places, let number):
            try DealTask(context: context, number: number)
                .run(settled: settled, places: places, part: part, path: path)
        case .arrange(let dealt, let number):
            try ArrangeTask(context: context, number: number).run(dealt: dealt, part: part, path: path)
        default: preconditionFailure("not a part of an arrangement")
        }
    }

    /// Observes stored records for a survey that was not watching when they were stored.
    func observeStored(_ place: SurveyPlace, over fragment: Int, partition: Int) throws {
        let folder = context.passFolder(place, over: fragment)
        try FileSystem.createDirectories(folder)
        let end = context.plan.fragments[fragment].steps?.upperBound ?? 0
        let watch = Watch(places: [place], path: { _ in WorkFolder.task(folder, partition) })
        try pass(fragment, end..<end, partition, watch, nil, fragment)
    }

    /// Surveys to feed, and where their rows go.
    struct Watch {
        var places: [SurveyPlace]
        var path: (SurveyPlace) -> String
    }

    private func tailWatch(_ fragment: Int, _ partition: Int) throws -> Watch {
        let places = context.plan.fragments[fragment].observes
        for place in places { try FileSystem.createDirectories(context.tailFolder(place, of: fragment)) }
        return Watch(places: places) { WorkFolder.task(context.tailFolder($0, of: fragment), partition) }
    }

    // MARK: Reading

    private func scan(_ number: Int, _ steps: Range<Int>, _ partition: Int, _ path: String) throws {
        let segment = context.segments[partition]
        let input = context.plan.inputs[segment.input]
        let info = context.plan.roster.sources[input.source]
        let reader = try CorpusFileReader(
            path: input.path, layout: input.layout, labels: input.labels, labelled: input.labelled,
            segment: segment.segment)
        let maker = RecordMaker(source: input.source, info: info, file: input.number)
        let watch = try tailWatch(number, partition)
        var observers = try ObserverSet(watch.places, context, partition: nil, path: watch.path)
        let file = try TaskFileWriter(path: path)
        var runner = try stepRunner(steps, partition: nil, decides: true)
        var spill = recordSpill(number)
        var counts = ReadCounts()
        var rows = ParsedRows()
        while let chunk = try reader.nextChunk() {
            try Self.stopIfAsked()
            rows.removeAll()
            try reader.parse(chunk, into: &rows)
            counts.rows += rows.rows
            counts.records += rows.count
            counts.bytes += chunk.bytes.count
            for rejection in rows.rejections { counts.rejected[rejection.rule, default: 0] += 1 }
            runner.reject(rows.rejections, source: info, file: input.number)
            context.meter.passed(rows: 0, rejected: rows.rejections.count)
            var batch = maker.batch(rows)
            try runner.run(&batch, meter: context.meter)
            try observers.observe(batch)
            try spill.add(batch, to: file)
            try runner.writeLedger(to: file, finally: false)
        }
        try spill.flush(to: file)
        try runner.writeLedger(to: file, finally: true)
        try observers.publish()
        try publish(file, TaskCounts(read: [input.source: counts], steps: runner.counts))
    }

    // MARK: Passing over stored records

    private func pass(
        _ base: Int, _ steps: Range<Int>, _ partition: Int, _ watch: Watch, _ path: String?, _ number: Int
    ) throws {
        var observers = try ObserverSet(watch.places, context, partition: partition, path: watch.path)
        let file = try path.map(TaskFileWriter.init)
        var runner = try stepRunner(steps, partition: partition, decides: file != nil)
        var spill = recordSpill(number)
        let keys = KeyNeeds(context, base: base, steps: steps, watching: watch.places, reader: number)
        for block in try context.store(base).blocks(Section(kind: .records, part: partition)) {
            try Self.stopIfAsked()
            var batch = try keys.records(block)
            try runner.run(&batch, meter: context.meter)
            try observers.observe(batch)
            guard let file else { continue }
            try spill.add(batch, to: file)
            try runner.writeLedger(to: file, finally: false)
        }
        try observers.publish()
        guard let file else { return }
        try spill.flush(to: file)
        try runner.writeLedger(to: file, finally: true)
        try publish(file, TaskCounts(steps: runner.counts))
    }

    // MARK: Final order

    private func settle(
        _ base: Int, _ steps: Range<Int>, _ partition: Int, _ path: String, _ number: Int
    ) throws {
        let file = try TaskFileWriter(path: path)
        var runner = try stepRunner(steps, partition: partition, decides: true)
        var settled = SettledPartition(context: context)
        let keys = KeyNeeds(context, base: base, steps: steps, watching: [], reader: number)
        for block in try context.store(base).blocks(Section(kind: .records, part: partition)) {
            try Self.stopIfAsked()
            var batch = try keys.records(block)
            try runner.run(&batch, meter: context.meter)
            settled.add(batch)
            try runner.writeLedger(to: file, finally: false)
        }
        let counts = try settled.write(to: file)
        try runner.writeLedger(to: file, finally: true)
        try publish(file, TaskCounts(steps: runner.counts, settled: counts))
    }

    // MARK: Parts

    private func stepRunner(_ steps: Range<Int>, partition: Int?, decides: Bool) throws -> StepRunner {
        let ready = try steps.map { step in
            let surveys = context.stages[step].surveys.count
            return StepRunner.Ready(
                number: step, stage: context.stages[step], processor: try context.processor(step),
                verdicts: try partition.map { try context.verdicts(step: step, surveys: surveys, partition: $0) } ?? [])
        }
        let ledger = LedgerSpill(
            roster: context.plan.roster, router: context.router, stepNames: context.plan.steps.map(\.name),
            limit: context.settings.taskBytes / 4)
        let reviews = ReviewSpill(roster: context.plan.roster, steps: context.plan.steps)
        return StepRunner(steps: ready, ledger: decides ? ledger : nil, reviews: decides ? reviews : nil)
    }

    private func publish(_ file: TaskFileWriter, _ counts: TaskCounts) throws {
        try file.publish(counts: Array(try JSONEncoder().encode(counts)))
    }

    private func recordSpill(_ fragment: Int) -> RecordSpill {
        RecordSpill(
            router: context.router, limit: context.settings.taskBytes,
            keys: KeyNeeds.isRead(context, after: fragment))
    }

    static func stopIfAsked() throws {
        if Interruption.requested { throw Interrupted() }
    }
}
