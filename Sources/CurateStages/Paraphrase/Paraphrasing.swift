internal import CurateCore
internal import Hashing

/// The stage `paraphrase`.
struct Paraphrasing: Stage {
    let options: ParaphraseOptions

    var name: String { "paraphrase" }
    var generates: Bool { true }
    var invents: Bool { true }
    var teachers: [String] {
        options.scorer == options.teacher ? [options.teacher] : [options.teacher, options.scorer]
    }
    var reviews: ReviewLimit? { options.changedFacts == .review ? ReviewLimit(rows: 1000) : nil }
    /// Ranks are asked for only where a number of records is to be met exactly.
    var surveys: [any Survey] {
        (options.cap == nil ? [] : SourceChoice(options: options).rankSurveys) + [HeldOutSentences()]
    }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) throws -> any Processor {
        let choice = SourceChoice(options: options)
        return ParaphraseProcessor(
            options: options, environment: environment, groups: try choice.groups(environment.roster),
            ranks: options.cap == nil ? nil : try RankChoice(choice, findings, environment),
            heldOut: Set(findings.last?.heldOutSentences ?? []),
            number: UInt16(environment.roster.teachers.firstIndex { $0.name == options.teacher } ?? 0))
    }
}

private struct ParaphraseProcessor: Processor {
    let options: ParaphraseOptions
    let environment: StageEnvironment
    let groups: GroupTable
    let ranks: RankChoice?
    let heldOut: Set<UInt64>
    /// The teacher's in the roster.
    let number: UInt16
    private let purpose = KeyedRandom.Purpose("paraphrase")
    private let sharePurpose = KeyedRandom.Purpose("paraphrase.share")

    init(
        options: ParaphraseOptions, environment: StageEnvironment, groups: GroupTable, ranks: RankChoice?,
        heldOut: Set<UInt64>, number: UInt16
    ) {
        self.options = options
        self.environment = environment
        self.groups = groups
        self.ranks = ranks
        self.heldOut = heldOut
        self.number = number
    }

    /// A sentence to ask about.
    private struct Source {
        var row: Int
        var isFirst: Bool
        var request: ParaphraseRequest
    }

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) throws {
        let sources = try sources(batch, &log)
        guard !sources.isEmpty else { return }
        let paraphraser = Paraphraser(
            teacher: try teacher(), scorer: try scorer(), keys: environment.keys, rules: options.rules)
        let answers = try paraphraser.candidates(sources.map(\.request))
        log.count("sources", sources.count)
        var drafts: [GeneratedRecords.Draft] = []
        var used: [Int: Int] = [:]
        for (source, candidates) in zip(sources, answers) {
            count(candidates, &log)
            review(candidates, source, &log)
            for draft in kept(candidates, source, batch) {
                var draft = draft
                used[draft.parent, default: 0] += 1
                draft.number = used[draft.parent, default: 0]
                drafts.append(draft)
            }
        }
        GeneratedRecords(environment: environment, teacher: number).add(drafts, of: batch, to: &log)
    }

    private func teacher() throws -> any Teacher {
        let teacher = try environment.teachers.teacher(options.teacher)
        guard options.rules.likelihood == nil || teacher.abilities.contains(.likelihood) else {
            throw TeacherFailure(
                .configuration, teacher: options.teacher,
                "it cannot tell how likely a sentence is, which 'likelihood' of 'paraphrase' asks",
                hint: "Name one that can, of kind 'embedded' or a worker that does, or leave 'likelihood' out.")
        }
        return teacher
    }

    private func scorer() throws -> any Teacher {
        let scorer = try environment.teachers.teacher(options.scorer)
        guard scorer.abilities.contains(.embed) else {
            throw TeacherFailure(
                .configuration, teacher: options.scorer, "it cannot embed, so nothing tells how close paraphrases are",
                hint: "Name one that can in 'scorer' of 'paraphrase'.")
        }
        return scorer
    }

    // MARK: Choosing

    private func sources(_ batch: Batch, _ log: inout StageLog) throws -> [Source] {
        var sources: [Source] = []
        for row in 0..<batch.count where isChosen(batch, row) {
            if batch.flags[row].contains(.repeated) { throw Self.afterRepetition(environment.roster, batch, row) }
            if batch.flags[row].contains(.generated) { continue }
            if !GeneratedRecords.fits(batch.ordinals[row]) {
                log.count("skipped/many_in_row")
                continue
            }
            var random = KeyedRandom(seed: environment.seed, purpose: purpose, record: batch.ids[row])
            let seeds = [random.next(), random.next()]
            for isFirst in sides(batch, row) {
                let side = isFirst ? batch.a : batch.b
                if heldOut.contains(side.digest(row).low) {
                    log.count("skipped/held_out")
                    continue
                }
                let request = ParaphraseRequest(
                    text: side.text.string(row), seed: seeds[isFirst ? 0 : 1], sampling: options.sampling)
                sources.append(Source(row: row, isFirst: isFirst, request: request))
            }
        }
        return sources
    }

    private func isChosen(_ batch: Batch, _ row: Int) -> Bool {
        guard let group = groups.group(batch, row) else { return false }
        if let ranks { return ranks.times(batch, row, group: group) > 0 }
        if options.share >= 1 { return true }
        var random = KeyedRandom(seed: environment.seed, purpose: sharePurpose, record: batch.ids[row])
        return random.unit() < options.share
    }

    private func sides(_ batch: Batch, _ row: Int) -> [Bool] {
        if batch.flags[row].contains(.single) { return options.sides == .b ? [] : [true] }
        switch options.sides {
        case .a: return [true]
        case .b: return [false]
        case .both: return [true, false]
        }
    }

    private static func afterRepetition(_ roster: Roster, _ batch: Batch, _ row: Int) -> DataLimitExceeded {
        DataLimitExceeded(
            "'paraphrase' cannot work on \(roster.place(batch.ordinals[row])), which was repeated before. Put "
                + "'paraphrase' before the stage that repeats records.")
    }

    // MARK: Keeping

    private func kept(_ candidates: [Candidate], _ source: Source, _ batch: Batch) -> [GeneratedRecords.Draft] {
        let side = source.isFirst ? batch.a : batch.b
        func draft(_ candidate: Candidate, _ kind: OriginKind) -> GeneratedRecords.Draft {
            GeneratedRecords.Draft(
                parent: source.row, source: side.text.bytes[side.text.range(source.row)], text: candidate.text,
                kind: kind, cosine: candidate.cosine ?? 0, seed: source.request.seed, number: 0)
        }
        let ranked = candidates.compactMap { candidate -> (rank: Int, candidate: Candidate)? in
            if case .kept(let rank) = candidate.fate { (rank, candidate) } else { nil }
        }
        var drafts = ranked.sorted { $0.rank < $1.rank }.map { draft($0.candidate, .paraphrase) }
        if options.changedFacts == .negative {
            drafts += Self.changed(candidates).prefix(options.negatives).map { draft($0, .changedFact) }
        }
        return drafts
    }

    /// The closest first.
    private static func changed(_ candidates: [Candidate]) -> [Candidate] {
        let found = candidates.filter { if case .changed = $0.fate { true } else { false } }
        return found.enumerated().sorted { left, right in
            let (a, b) = (left.element.cosine ?? 0, right.element.cosine ?? 0)
            return a == b ? left.offset < right.offset : a > b
        }.map(\.element)
    }

    private func review(_ candidates: [Candidate], _ source: Source, _ log: inout StageLog) {
        guard options.changedFacts == .review, let closest = Self.changed(candidates).first,
            case .changed(let facts) = closest.fate
        else { return }
        log.review(
            source.row, suspicion: Double(closest.cosine ?? 0),
            [
                .init("candidate", .text(closest.text)), .init("side", .text(source.isFirst ? "a" : "b")),
                .init("changed", .text(facts.map(\.rawValue).joined(separator: ", "))),
                .init("cosine", .similarity(Double(closest.cosine ?? 0))),
            ])
    }

    private func count(_ candidates: [Candidate], _ log: inout StageLog) {
        log.count("candidates", candidates.count)
        for candidate in candidates {
            switch candidate.fate {
            case .kept: log.count("kept")
            case .dropped(let reason): log.count("dropped/\(reason.rawValue)")
            case .changed(let facts):
                log.count("changed_facts")
                for fact in facts { log.count("changed/\(fact.rawValue)") }
            }
        }
    }
}
