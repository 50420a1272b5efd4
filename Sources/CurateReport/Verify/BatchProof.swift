internal import CurateCore
internal import CurateFormats
internal import CuratePlan
internal import Files

/// Proves from a folder's shards that their rows are laid out in batches as the manifest says.
///
/// Shards are read twice: to learn what means the same, and step by step. What is held is the closure and one step.
struct BatchProof {
    typealias Problem = Verification.Problem
    /// A judge for a view's plan.
    typealias JudgeMaking = (_ view: String, Manifest.Arrangement.Batches) throws -> any StepJudging

    /// Problems told of one view; the others are counted.
    private static let most = 20

    let folder: String
    let manifest: Manifest
    let judge: JudgeMaking

    /// What was found, of each view with a plan.
    func run() throws -> (findings: [Verification.Batches], problems: [Problem]) {
        var findings: [Verification.Batches] = []
        var problems: [Problem] = []
        guard manifest.export == nil else { return ([], []) }
        for arrangement in manifest.arrangements ?? [] {
            guard let plan = arrangement.batches else { continue }
            for name in names(of: arrangement.view) {
                let shards = manifest.shards.filter { $0.view == name && $0.split == "train" }
                let isRead = shards.allSatisfy { ShardReader.reads($0.path, view: name) || isTokenized($0) }
                // A trainer's layout may leave rows out.
                var found = isRead ? numbers(plan, shards) : []
                if found.isEmpty, isRead { found = try check(arrangement.view, plan, shards) }
                let steps = plan.placed / max(1, plan.size * plan.accumulate / max(1, plan.copies))
                findings.append(
                    Verification.Batches(view: name, steps: steps, rows: plan.placed * plan.copies, isProved: isRead))
                problems += found.prefix(Self.most)
                if found.count > Self.most {
                    problems.append(
                        Problem(path: "data/\(name)", message: "and \(found.count - Self.most) more such rows"))
                }
            }
        }
        return (findings, problems)
    }

    /// Of the shards in which a view is written.
    private func names(of view: String) -> [String] {
        var names: [String] = []
        for shard in manifest.shards where !names.contains(shard.view) {
            if shard.view == view || shard.view.hasPrefix(view + "-") { names.append(shard.view) }
        }
        return names
    }

    private func isTokenized(_ shard: Manifest.Shard) -> Bool {
        shard.view.hasSuffix("-tokens") && ShardReader.reads(shard.path, view: String(shard.view.dropLast(7)))
    }

    // MARK: Numbers

    private func numbers(_ plan: Manifest.Arrangement.Batches, _ shards: [Manifest.Shard]) -> [Problem] {
        func wrong(_ message: String) -> [Problem] { [Problem(path: "manifest.json", message: message)] }
        guard plan.size > 0, plan.accumulate > 0, plan.copies > 0, plan.size % plan.copies == 0 else {
            return wrong("its batch plan has batches of \(plan.size) rows, \(plan.copies) of each: none can be so")
        }
        let width = plan.size * plan.accumulate / plan.copies
        guard plan.placed % width == 0, plan.batches * plan.size == plan.placed * plan.copies else {
            return wrong(
                "its batch plan says that \(plan.placed) rows make \(plan.batches) batches of \(plan.size), in whole "
                    + "steps of \(width) rows")
        }
        let rows = shards.reduce(0) { $0 + $1.rows }
        guard rows == (plan.placed + plan.following) * plan.copies else {
            return wrong(
                "its batch plan has \(plan.placed) rows in batches and \(plan.following) behind them, "
                    + "\(plan.copies) of each, and the shards of the split train have \(rows)")
        }
        return []
    }

    // MARK: Rows

    /// A row of a shard: a head and what follows it.
    private struct Row {
        var path: String
        /// From 1.
        var number: Int
        var batch: Batch
    }

    private func check(
        _ view: String, _ plan: Manifest.Arrangement.Batches, _ shards: [Manifest.Shard]
    ) throws -> [Problem] {
        var judge = try judge(view, plan)
        do {
            for name in ["pairs", "contrastive", "seq2seq"] { try learn(name, plan, &judge) }
            var problems: [Problem] = []
            let (width, planned) = (plan.size * plan.accumulate, plan.placed * plan.copies)
            var step: [Row] = []
            var position = 0
            try forEachRow(of: shards, view: view, plan) { row in
                step.append(row)
                position += 1
                // Of what stands behind the last step nothing but the order is promised.
                guard step.count == width || position == planned + plan.following * plan.copies else { return }
                problems += faults(of: step, plan, isPlanned: position <= planned, &judge)
                step = []
            }
            return problems
        } catch let fault as ShardFault {
            return [Problem(path: fault.path, message: fault.description)]
        }
    }

    private func learn(
        _ view: String, _ plan: Manifest.Arrangement.Batches, _ judge: inout any StepJudging
    ) throws {
        for shard in manifest.shards where shard.view == view && ShardReader.reads(shard.path, view: view) {
            try forEachBatch(of: shard, view: view, plan) { judge.learn($0) }
        }
    }

    private func forEachBatch(
        of shard: Manifest.Shard, view: String, _ plan: Manifest.Arrangement.Batches, _ body: (Batch) throws -> Void
    ) throws {
        guard let reader = ShardReader(view: view, teachers: []) else { return }
        try reader.open(folder + "/" + shard.path)
        while var batch = try reader.next() {
            // These views do not tell a graded score, and from which on sentences are joined is not their threshold.
            if view != "pairs", let graded = plan.graded {
                for row in 0..<batch.count
                where graded.contains(reader.roster.sources[Int(batch.sources[row])].corpus) {
                    batch.labels[row] = .unlabelled
                }
            }
            try body(batch)
        }
    }

    private func forEachRow(
        of shards: [Manifest.Shard], view: String, _ plan: Manifest.Arrangement.Batches, _ body: (Row) throws -> Void
    ) throws {
        for shard in shards {
            var number = 0
            try forEachBatch(of: shard, view: view, plan) { batch in
                var start = 0
                while start < batch.count {
                    var end = start + 1
                    while end < batch.count, batch.flags[end].contains(.follows) { end += 1 }
                    number += 1
                    try body(Row(path: shard.path, number: number, batch: batch.gather(Array(start..<end))))
                    start = end
                }
            }
        }
    }

    // MARK: Faults

    private func faults(
        of step: [Row], _ plan: Manifest.Arrangement.Batches, isPlanned: Bool, _ judge: inout any StepJudging
    ) -> [Problem] {
        var problems: [Problem] = []
        var different: [Row] = []
        for (place, row) in step.enumerated() {
            if place % plan.copies == 0 {
                different.append(row)
            } else if let first = different.last, !Self.isRepeated(first, row, isMirrored: plan.mirrored == true) {
                let words = plan.mirrored == true ? ", its sentences exchanged" : ""
                problems.append(problem(row, "is not the row before it once more\(words)"))
            }
        }
        problems += disorder(different)
        guard isPlanned else { return problems }
        var batch = Batch(role: .training)
        for row in different { batch.append(contentsOf: row.batch) }
        for fault in judge.faults(of: batch) {
            let (row, other) = (different[fault.row], different[fault.other])
            problems.append(
                problem(
                    row,
                    Self.words(
                        fault, row.path == other.path ? "row \(other.number)" : "row \(other.number) of \(other.path)"))
            )
        }
        return problems
    }

    private static func isRepeated(_ first: Row, _ second: Row, isMirrored: Bool) -> Bool {
        let (one, two) = (first.batch, second.batch)
        // What has a direction, or one sentence only, is never exchanged.
        let crosses = isMirrored && one.labels[0].scale != .nli && !one.flags[0].contains(.single)
        let (a, b) = crosses ? (two.b.text, two.a.text) : (two.a.text, two.b.text)
        return one.ids[0] == two.ids[0] && one.a.text.string(0) == a.string(0) && one.b.text.string(0) == b.string(0)
    }

    /// Rows of a step ascend by the random number that the seed gives their ids; one that does not was moved.
    private func disorder(_ rows: [Row]) -> [Problem] {
        guard manifest.pipeline.contains(where: { $0.kind == "shuffle" }),
            rows.allSatisfy({ !ShardReader.isPlain($0.path) })
        else { return [] }
        var last: UInt64 = 0
        return rows.compactMap { row in
            var random = KeyedRandom(
                seed: manifest.seed, purpose: KeyedRandom.Purpose("shuffle"), record: row.batch.ids[0])
            let rank = random.next()
            defer { last = rank }
            return rank < last ? problem(row, "does not stand behind the row before it in the order of the run") : nil
        }
    }

    private func problem(_ row: Row, _ message: String) -> Problem {
        Problem(path: row.path, message: "row \(row.number) \(message): '\(row.batch.a.text.string(0).prefix(40))'")
    }

    private static func words(_ fault: StepFault, _ other: String) -> String {
        switch fault.reason {
        case .component: "means the same as \(other) of its step, by the closure of the folder"
        case .negative where fault.row == fault.other: "has a negative that means the same as itself"
        case .negative: "has a negative that means the same as \(other) of its step"
        case .near: "is a near duplicate of \(other) of its step"
        case .type: "is of another type than \(other) of its step"
        }
    }
}
