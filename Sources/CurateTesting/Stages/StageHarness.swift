public import CurateCore

/// Runs stages over records in memory as the engine does: partitions by id, surveys before each stage, rows sorted
/// by key and payload, verdicts routed to the record's partition, rejected records removed after each stage.
///
/// What must not matter can be varied: batch size, number of partitions, order of input and of observers.
public struct StageHarness: Sendable {
    public var roster: Roster
    public var seed: UInt64 = 20_210_719
    public var keys: any KeyMaking = TestKeys()
    public var teachers: any TeacherProviding = NoTeachers()
    /// False when a stage under test makes the keys.
    public var makesKeys = true
    public var batchSize = 1000
    public var partitions = 1
    /// Feeds records in the opposite order; ordinals stay.
    public var reversed = false
    /// Runs the observers of the last partition first.
    public var observersBackwards = false
    /// Calls `reduce` for one key at a time instead of for all keys of a partition.
    public var oneKeyAtATime = false
    /// Lets independent surveys see the records as they were before the first stage.
    public var independentsEarly = false

    public init(roster: Roster = .oneSource) { self.roster = roster }

    public var environment: StageEnvironment {
        StageEnvironment(seed: seed, roster: roster, keys: keys, teachers: teachers)
    }

    /// - Throws: ``ContractViolation`` when a stage breaks a rule of all stages, and what the stages throw.
    public func run(_ stages: [any Stage], on records: [TestRecord]) throws -> StageRun {
        var run = StageRun()
        var batches = load(records)
        let start = batches
        for stage in stages {
            var findings: [Findings] = []
            var tables = [[VerdictTable]](repeating: [], count: partitions)
            for survey in stage.surveys {
                let seen = independentsEarly && survey.independent ? start : batches
                let answer = try ask(survey, of: stage, seen, findings, tables, &run)
                findings.append(answer.findings)
                for partition in tables.indices { tables[partition].append(VerdictTable(answer.verdicts[partition])) }
            }
            try work(stage, stage.processor(findings, environment), tables, &batches, &run)
        }
        run.survivors = batches.joined().flatMap(Self.records).sorted(by: Self.before)
        run.reviews.sort { ($0.stage, $0.ordinal) < ($1.stage, $1.ordinal) }
        run.rejections.sort { ($0.stage, $0.ordinal, $0.rule) < ($1.stage, $1.ordinal, $1.rule) }
        return run
    }
}

extension StageHarness {
    /// Batches of each partition; a batch holds one role.
    typealias Partitions = [[Batch]]

    private func load(_ records: [TestRecord]) -> Partitions {
        var lines = [Int: Int]()
        var whole = Batch()
        for record in records {
            lines[record.source, default: 0] += 1
            let ordinal = record.ordinal ?? Ordinal(file: record.source, line: lines[record.source, default: 0])
            let id = record.id ?? identity(of: record)
            whole.append(
                id: id, ordinal: ordinal, source: UInt16(record.source),
                split: record.split ?? roster.sources[record.source].role, label: record.label,
                a: Array(record.a.utf8)[...], b: Array(record.b.utf8)[...], flags: record.flags)
            whole.copies[whole.count - 1] = record.copies
        }
        if makesKeys {
            let (a, b) = (keys.keys(of: whole.a.text), keys.keys(of: whole.b.text))
            whole.a.key = TextColumn(records.indices.map { records[$0].keyA ?? a.string($0) })
            whole.b.key = TextColumn(records.indices.map { records[$0].keyB ?? b.string($0) })
        }
        return (0..<partitions).map { partition in
            [Role.training, .heldOut].flatMap { role in cut(whole, partition, role) }
        }
    }

    private func cut(_ whole: Batch, _ partition: Int, _ role: Role) -> [Batch] {
        var rows = (0..<whole.count).filter { row in
            let heldOut = roster.sources[Int(whole.sources[row])].heldOut
            return self.partition(whole.ids[row]) == partition && heldOut == (role == .heldOut)
        }
        if reversed { rows.reverse() }
        return stride(from: 0, to: rows.count, by: batchSize).map { start in
            var batch = whole.gather(Array(rows[start..<min(start + batchSize, rows.count)]))
            batch.role = role
            return batch
        }
    }

    private func partition(_ id: RecordID) -> Int { Int(id.low % UInt64(partitions)) }

    private func identity(of record: TestRecord) -> RecordID {
        let source = roster.sources[record.source].name
        let words = [source, record.a, record.b, record.label.scale.name, String(record.label.value)]
        let text = words.map { "\($0.utf8.count):\($0)" }.joined()
        var first = KeyedRandom(seed: 1, purpose: .init(text), number: 0)
        var second = KeyedRandom(seed: 2, purpose: .init(text + "\u{0}"), number: 0)
        return RecordID(high: first.next(), low: second.next())
    }

    private struct Answer {
        var findings: Findings
        /// By partition.
        var verdicts: [[Verdict]]
    }

    private func ask(
        _ survey: any Survey, of stage: any Stage, _ batches: Partitions, _ findings: [Findings],
        _ tables: [[VerdictTable]], _ run: inout StageRun
    ) throws -> Answer {
        var rows = SurveyRows()
        let order = observersBackwards ? Array((0..<partitions).reversed()) : Array(0..<partitions)
        for partition in order {
            var observer = try survey.observer(findings, environment)
            for batch in batches[partition] where survey.scope.includes(batch.role) && !batch.isEmpty {
                try observer.observe(batch, tables[partition], into: &rows)
            }
            try observer.finish(into: &rows)
        }
        run.surveyRows["\(stage.name)/\(survey.name)"] = rows.count
        var output = SurveyOutput()
        var reduced = SurveyRows()
        for part in parts(of: rows) {
            var partial = SurveyOutput()
            try survey.reduce(part, into: &partial, environment)
            reduced.append(contentsOf: partial.rows)
            output.verdicts += partial.verdicts
            for (name, amount) in partial.counts { output.count(name, amount) }
        }
        let conclusion = try survey.conclude(reduced.sorted(), into: &output, environment)
        for (name, amount) in output.counts { run.counts["\(stage.name)/\(name)", default: 0] += amount }
        let verdicts = try route(output.verdicts, batches, "\(stage.name)/\(survey.name)")
        return Answer(findings: conclusion, verdicts: verdicts)
    }

    /// Rows as `reduce` gets them: all of some keys, sorted.
    private func parts(of rows: SurveyRows) -> [SurveyRows] {
        let sorted = rows.sorted()
        if oneKeyAtATime { return sorted.groups().map { sorted.gather(Array($0)) } }
        return (0..<partitions).map { partition in
            sorted.gather((0..<sorted.count).filter { Int(sorted.keys[$0] % UInt64(partitions)) == partition })
        }
    }

    private func route(_ verdicts: [Verdict], _ batches: Partitions, _ name: String) throws -> [[Verdict]] {
        var known: [Ordinal: Set<RecordID>] = [:]
        for batch in batches.joined() {
            for row in 0..<batch.count { known[batch.ordinals[row], default: []].insert(batch.ids[row]) }
        }
        var result = [[Verdict]](repeating: [], count: partitions)
        for verdict in verdicts {
            guard known[verdict.ordinal]?.contains(verdict.id) == true else {
                throw ContractViolation("\(name) decides on a record that does not exist: \(verdict)")
            }
            result[partition(verdict.id)].append(verdict)
        }
        return result
    }

    private func work(
        _ stage: any Stage, _ processor: any Processor, _ tables: [[VerdictTable]], _ batches: inout Partitions,
        _ run: inout StageRun
    ) throws {
        for partition in batches.indices {
            var results: [Batch] = []
            for var batch in batches[partition] {
                guard !batch.isEmpty, stage.appliesTo.includes(batch.role) else {
                    results.append(batch)
                    continue
                }
                let (ids, ordinals) = (batch.ids, batch.ordinals)
                var log = StageLog(role: batch.role)
                try processor.process(&batch, tables[partition], &log)
                try check(batch, log, ids, ordinals, stage)
                let leaving = Set(log.rejections.map(\.row))
                run.rejections += log.rejections.map {
                    StageRun.Loss(
                        stage: stage.name, rule: $0.rule, ordinal: ordinals[$0.row], id: ids[$0.row], values: $0.values)
                }
                run.reviews += log.reviews.map {
                    StageRun.Listing(
                        stage: stage.name, ordinal: ordinals[$0.row], suspicion: $0.suspicion, values: $0.values)
                }
                for (name, amount) in log.counts { run.counts["\(stage.name)/\(name)", default: 0] += amount }
                results.append(batch.gather((0..<batch.count).filter { !leaving.contains($0) }))
                if !log.generated.isEmpty {
                    run.generated[stage.name, default: 0] += log.generated.count
                    results.append(log.generated)
                }
            }
            batches[partition] = results
        }
    }

    /// in = out + rejected, and a processor leaves identities alone.
    private func check(
        _ batch: Batch, _ log: StageLog, _ ids: [RecordID], _ ordinals: [Ordinal], _ stage: any Stage
    ) throws {
        let rows = log.rejections.map(\.row)
        if batch.ids != ids || batch.ordinals != ordinals {
            throw ContractViolation("\(stage.name) added, removed or renamed records itself")
        }
        if Set(rows).count != rows.count { throw ContractViolation("\(stage.name) rejected a record twice") }
        if rows.contains(where: { !(0..<batch.count).contains($0) }) {
            throw ContractViolation("\(stage.name) rejected a row that the batch does not have")
        }
        let columns = [
            batch.sources.count, batch.splits.count, batch.labels.count, batch.copies.count, batch.flags.count,
            batch.a.text.count, batch.b.text.count,
        ]
        if columns.contains(where: { $0 != batch.count }) {
            throw ContractViolation("\(stage.name) left columns of different lengths")
        }
        if !log.generated.isEmpty, !stage.generates {
            throw ContractViolation("\(stage.name) generates records without saying so")
        }
        if !log.reviews.isEmpty, stage.reviews == nil {
            throw ContractViolation("\(stage.name) lists records without saying how many")
        }
    }

    private static func records(of batch: Batch) -> [TestRecord] {
        (0..<batch.count).map { row in
            var record = TestRecord(
                batch.a.text.string(row), batch.b.text.string(row), batch.labels[row], source: Int(batch.sources[row]))
            record.split = batch.splits[row]
            record.copies = batch.copies[row]
            record.flags = batch.flags[row]
            record.origin = batch.origin(row)
            record.score = batch.score(row).isNaN ? nil : batch.score(row)
            record.ordinal = batch.ordinals[row]
            record.id = batch.ids[row]
            if batch.hasKeys {
                record.keyA = batch.a.key.string(row)
                record.keyB = batch.b.key.string(row)
            }
            return record
        }
    }

    private static func before(_ left: TestRecord, _ right: TestRecord) -> Bool {
        let none = Ordinal(packed: 0)
        let (first, second) = (left.ordinal ?? none, right.ordinal ?? none)
        if first != second { return first < second }
        return (left.flags.rawValue, left.a, left.b) < (right.flags.rawValue, right.a, right.b)
    }
}

extension SurveyScope {
    fileprivate func includes(_ role: Role) -> Bool {
        switch self {
        case .all: true
        case .training: role == .training
        case .heldOut: role == .heldOut
        }
    }
}

extension StageScope {
    fileprivate func includes(_ role: Role) -> Bool { self == .all || role == .training }
}
