internal import CurateCore
internal import CurateFormats
internal import CuratePlan
import Foundation
internal import Files
import Synchronization

/// One execution of a plan's fragments.
struct LocalRun: Sendable {
    let context: RunContext
    let listener: any RunListener
    /// Of all input files.
    let lines: Int

    private var pool: TaskPool { TaskPool(threads: context.settings.threads) }
    private var plan: Plan { context.plan }

    /// Runs all fragments and adds up what their tasks counted.
    func execute(_ inputs: [InputMemo.Entry]) throws -> RunOutcome {
        var timings = TimingsRecorder(context)
        for (number, phase) in plan.phases.enumerated() {
            for fragment in phase.fragments { try self.fragment(fragment, phase: number, named: phase.name, &timings) }
        }
        let counts = try total()
        let ledger = counts.shards.filter { $0.view == ShardInfo.rejected }
        let extras = counts.shards.filter { [ShardInfo.review, ShardInfo.vectors].contains($0.view) }
        let shards = counts.shards.filter { !ledger.contains($0) && !extras.contains($0) }
        try removeStale(keeping: Set(counts.shards.map(\.path)))
        try KeptRun.write(context, inputs)
        return RunOutcome(
            plan: plan, fingerprint: context.names.run,
            inputs: zip(plan.inputs, inputs).map { input, entry in
                RunOutcome.Input(
                    path: plan.roster.files[input.number], source: input.source, bytes: entry.bytes, lines: entry.lines,
                    sha256: entry.sha256)
            }, counts: counts, shards: shards, ledger: ledger, extras: extras)
    }

    private func fragment(_ number: Int, phase: Int, named name: String, _ timings: inout TimingsRecorder) throws {
        timings.begin()
        var part = RunPart(
            name: plan.fragments[number].name, phase: phase, fragment: number, tasks: context.taskCount(number),
            reused: 0, rows: nil)
        switch plan.fragments[number].kind {
        case .ledger, .shards, .reviews, .vectors: try outputs(&part)
        default:
            try tasks(&part, context.folder(number)) { task in
                try TaskRunner(context: context).run(fragment: number, partition: task)
            }
            try observeStored(part)
        }
        if case .scan = plan.fragments[number].kind { try checkReading(number) }
        let seconds = timings.end(part, key: context.names.fragments[number], phase: name)
        listener.heard(.finished(part, seconds: seconds))
    }

    /// Runs those of a part's tasks whose files are not there yet.
    private func tasks(
        _ part: inout RunPart, _ folder: String, _ body: @escaping @Sendable (Int) throws -> Void
    ) throws {
        let missing = (0..<part.tasks).filter { !FileSystem.exists(WorkFolder.task(folder, $0)) }
        part.reused = part.tasks - missing.count
        part.rows = try rows(part).map { $0 * missing.count / max(1, part.tasks) }
        listener.heard(.began(part))
        let done = Mutex(part.reused)
        let (listener, told) = (self.listener, part)
        try pool.run(missing) { task in
            try body(task)
            let finished = done.withLock { value in
                value += 1
                return value
            }
            listener.heard(.finishedTask(told, done: finished))
        }
    }

    /// How many rows pass through all tasks of a part; nil where what passes are no rows.
    private func rows(_ part: RunPart) throws -> Int? {
        switch plan.fragments[part.fragment].kind {
        case .scan where part.isPass: try context.store(part.fragment).rows(.records)
        case .scan: lines
        case .observe(let base, _), .rewrite(let base, _), .settle(let base, _):
            try context.store(part.isPass ? part.fragment : base).rows(.records)
        case .shards(let settled):
            try ShardTask(context: context, settled: settled).planned().reduce(0) { $0 + $1.rows.count }
        default: nil
        }
    }

    /// Surveys that were to watch the fragment's records being stored, but were changed since: they pass over them.
    private func observeStored(_ part: RunPart) throws {
        let number = part.fragment
        guard plan.fragments[number].decides else { return }
        for place in plan.fragments[number].observes {
            let tail = context.tailFolder(place, of: number)
            guard !RunContext.isComplete(tail, context.taskCount(number)) else { continue }
            var pass = part
            pass.name = "observe " + context.surveyName(place)
            pass.tasks = plan.partitions
            pass.isPass = true
            try tasks(&pass, context.passFolder(place, over: number)) { task in
                try TaskRunner(context: context).observeStored(place, over: number, partition: task)
            }
        }
    }

    /// Stops the run when a corpus has more unreadable rows than its pipeline tolerates; the ledger is written first.
    private func checkReading(_ number: Int) throws {
        let counts = try counts(of: number)
        var broken: [String] = []
        for corpus in Set(plan.roster.sources.map(\.corpus)).sorted() {
            let sources = plan.roster.sources.indices.filter { plan.roster.sources[$0].corpus == corpus }
            let read = sources.reduce(into: ReadCounts()) { $0.add(counts.read[$1] ?? ReadCounts()) }
            let tolerance = plan.inputs.first { sources.contains($0.source) }?.maxRejected ?? .count(0)
            guard read.rejectedTotal > tolerance.limit(of: read.rows) else { continue }
            let reasons = read.rejected.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
            broken.append("\(corpus): \(read.rejectedTotal) of \(read.rows) rows could not be read (\(reasons))")
        }
        guard !broken.isEmpty else { return }
        try LedgerTask(context: context).write(LedgerSpill.reading, fragment: ledgerFragment)
        throw DataLimitExceeded(
            broken.joined(separator: "\n") + "\nThis is more than max_rejected allows. Each row, its place and the"
                + " reason are in \(context.output)/rejected/read.jsonl; mend the file, correct the corpus'"
                + " declaration, or raise max_rejected.")
    }

    private var ledgerFragment: Int {
        plan.fragments.firstIndex { $0.kind == .ledger } ?? plan.fragments.count - 1
    }

    /// The ledger and the shards: files of the output folder, made again when one is missing.
    private func outputs(_ part: inout RunPart) throws {
        let number = part.fragment
        let paths = try taskPaths(number)
        part.tasks = paths.count
        for path in paths where FileSystem.exists(path) {
            if try !isWhole(path) { try FileSystem.remove(path) }
        }
        try tasks(&part, context.folder(number)) { task in
            try FragmentTask(context: context).run(number, task)
        }
    }

    /// True when the files that a task wrote into the output folder are there, in their sizes.
    private func isWhole(_ path: String) throws -> Bool {
        let file = try TaskFile(path: path)
        let counts = try JSONDecoder().decode(TaskCounts.self, from: Data(file.counts))
        return counts.shards.allSatisfy { shard in
            (try? FileIdentity.of(context.output + "/" + shard.path))?.size == UInt64(shard.bytes)
        }
    }

    // MARK: Counts

    private func total() throws -> TaskCounts {
        var total = TaskCounts()
        for number in plan.fragments.indices {
            let fragment = plan.fragments[number]
            if case .observe = fragment.kind { continue }
            total.add(try counts(of: number))
        }
        return total
    }

    private func counts(of number: Int) throws -> TaskCounts { try context.counts(try taskPaths(number)) }

    private func taskPaths(_ number: Int) throws -> [String] {
        switch plan.fragments[number].kind {
        case .shards(let settled):
            let count = try ShardTask(context: context, settled: settled).planned().count
            return RunContext.paths(context.folder(number), count)
        case .vectors(let settled):
            let count = try VectorTask(context: context, settled: settled).planned().count
            return RunContext.paths(context.folder(number), count)
        default: return RunContext.paths(context.folder(number), context.taskCount(number))
        }
    }

    // MARK: Tidying

    /// Removes shards and ledgers of earlier runs that this one did not write.
    private func removeStale(keeping paths: Set<String>) throws {
        for root in ["data", "rejected", "review", "vectors"] {
            for path in try files(below: root) where !paths.contains(path) {
                try FileSystem.remove(context.output + "/" + path)
            }
        }
        for name in try FileSystem.list(context.output) where FileWriter.isTemporary(name) {
            try FileSystem.remove(context.output + "/" + name)
        }
    }

    private func files(below folder: String) throws -> [String] {
        let path = context.output + "/" + folder
        guard FileSystem.isDirectory(path) else { return [] }
        return try FileSystem.list(path).flatMap { name in
            let relative = folder + "/" + name
            return FileSystem.isDirectory(context.output + "/" + relative) ? try files(below: relative) : [relative]
        }
    }

    /// Every folder that the finished run may be resumed or changed from.
    static func folders(_ context: RunContext) -> Set<String> {
        var folders: Set<String> = []
        for (number, fragment) in context.plan.fragments.enumerated() {
            folders.insert(context.folder(number))
            for place in fragment.observes {
                folders.insert(context.tailFolder(place, of: number))
                folders.insert(context.passFolder(place, over: number))
            }
        }
        return folders
    }
}
