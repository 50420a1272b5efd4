internal import CurateCore
internal import Files

/// Runs batches through steps and keeps the books: what entered, what left and why, and that the sums agree.
struct StepRunner {
    /// A step ready to run on one partition.
    struct Ready {
        var number: Int
        var stage: any Stage
        var processor: any Processor
        /// One table for each of the stage's surveys.
        var verdicts: [VerdictTable]
    }

    private let steps: [Ready]
    private(set) var counts: [Int: StepCounts] = [:]
    /// Records that left here for good; none where decisions are only repeated.
    private(set) var rejected = 0
    private var ledger: LedgerSpill?
    private var reviews: ReviewSpill?

    /// - Parameters:
    ///   - ledger: nil when decisions are only repeated for an observer.
    ///   - reviews: likewise.
    init(steps: [Ready], ledger: LedgerSpill?, reviews: ReviewSpill?) {
        self.steps = steps
        self.ledger = ledger
        self.reviews = reviews
        for step in steps { counts[step.number] = StepCounts() }
    }

    /// - Parameter meter: told of the batch when all steps have seen it.
    mutating func run(_ batch: inout Batch, meter: RunMeter) throws {
        let (rows, before) = (batch.count, rejected)
        try run(&batch)
        meter.passed(rows: rows, rejected: rejected - before)
    }

    private mutating func run(_ batch: inout Batch) throws {
        for step in steps where step.stage.appliesTo == .all || batch.role == .training {
            guard !batch.isEmpty else { return }
            try run(step, &batch)
        }
    }

    private mutating func run(_ step: Ready, _ batch: inout Batch) throws {
        let started = ThreadTime.seconds
        let entered = batch.count
        var log = StageLog(role: batch.role)
        try step.processor.process(&batch, step.verdicts, &log)
        precondition(batch.count == entered, "stage \(step.stage.name) changed the number of records behind the log")
        enter(batch, log, step.number)
        reviews?.add(log.reviews, of: batch, step: step.number)
        if !log.rejections.isEmpty { remove(log.rejections, from: &batch, step: step) }
        if !log.generated.isEmpty { batch.append(contentsOf: log.generated) }
        counts[step.number, default: StepCounts()].seconds += ThreadTime.seconds - started
        let left = entered - log.rejections.count + log.generated.count
        precondition(batch.count == left, "stage \(step.stage.name) lost records")
    }

    private mutating func enter(_ batch: Batch, _ log: StageLog, _ number: Int) {
        var count = counts[number] ?? StepCounts()
        count.entered += batch.count
        count.generated += log.generated.count
        count.counts.merge(log.counts, uniquingKeysWith: +)
        var run = (source: -1, length: 0)
        for source in batch.sources {
            if Int(source) == run.source {
                run.length += 1
            } else {
                if run.length > 0 { count.enteredBySource[run.source, default: 0] += run.length }
                run = (Int(source), 1)
            }
        }
        if run.length > 0 { count.enteredBySource[run.source, default: 0] += run.length }
        counts[number] = count
    }

    private mutating func remove(_ rejections: [Rejection], from batch: inout Batch, step: Ready) {
        var leaves = [Bool](repeating: false, count: batch.count)
        for rejection in rejections {
            precondition(!leaves[rejection.row], "stage \(step.stage.name) rejected one record twice")
            leaves[rejection.row] = true
            counts[step.number, default: StepCounts()].rejected[rejection.rule, default: 0] += 1
            counts[step.number, default: StepCounts()]
                .rejectedBySource[Int(batch.sources[rejection.row]), default: 0] += 1
        }
        if ledger != nil { rejected += rejections.count }
        ledger?.add(rejections, of: batch, step: step.number)
        batch = batch.gather((0..<batch.count).filter { !leaves[$0] })
    }

    mutating func reject(_ rows: [RowRejection], source: SourceInfo, file: Int) {
        ledger?.add(rows, source: source, file: file)
    }

    /// Writes what was rejected and what is to be reviewed.
    mutating func writeLedger(to file: TaskFileWriter, finally: Bool) throws {
        if finally {
            try ledger?.flush(to: file)
            try reviews?.flush(to: file)
        } else {
            try ledger?.flushIfLarge(to: file)
        }
    }
}
