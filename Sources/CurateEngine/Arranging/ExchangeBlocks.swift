internal import CurateCore
internal import CuratePlan

/// Stores settled records once more for each arrangement, where the task that gathers its rows will look for them.
struct ExchangeBlocks {
    let context: RunContext

    func write(_ batch: Batch, to file: TaskFileWriter) throws {
        for (number, arrangement) in context.plan.arrangements.enumerated() {
            let isWanted = batch.role == .training || context.plan.writeHeldOut || arrangement.gathersSentences
            guard isWanted else { continue }
            let section = Section(kind: .exchange, index: number)
            try write(
                places(batch, arrangement), of: batch, section, keys: arrangement.gathersSentences, file)
        }
    }

    /// Rows by the partition that needs them; a row may be needed by two.
    private func places(_ batch: Batch, _ arrangement: Arrangement) -> [Int: [Int]] {
        let roles = AnchorRoles(roster: context.plan.roster)
        var parts: [Int: [Int]] = [:]
        for row in 0..<batch.count {
            if arrangement.gathersSentences {
                for part in sentenceParts(batch, row) { parts[part, default: []].append(row) }
                continue
            }
            guard arrangement.negatives != nil else {
                let part = context.router.partition(batch.ids[row], batch.ordinals[row], role: batch.role)
                parts[part, default: []].append(row)
                continue
            }
            let wanted = roles.anchors(batch, row).map {
                RankRouter.part(of: $0.sentence, among: context.plan.partitions)
            }
            for part in Set(wanted).sorted() { parts[part, default: []].append(row) }
        }
        return parts
    }

    private func sentenceParts(_ batch: Batch, _ row: Int) -> [Int] {
        let code = batch.code(row)
        let sentences = batch.flags[row].contains(.single) ? [code.sentenceA] : [code.sentenceA, code.sentenceB]
        return Set(sentences.map { RankRouter.part(of: $0, among: context.plan.partitions) }).sorted()
    }

    private func write(
        _ parts: [Int: [Int]], of batch: Batch, _ section: Section, keys: Bool, _ file: TaskFileWriter
    ) throws {
        var bytes: [UInt8] = []
        for part in parts.keys.sorted() {
            guard let rows = parts[part] else { continue }
            bytes.removeAll(keepingCapacity: true)
            BatchCodec.encode(batch, rows: rows.span, keys: keys, into: &bytes)
            var section = section
            section.part = part
            try file.append(section, rows: rows.count, bytes)
        }
    }
}
