internal import CurateCore
internal import CuratePlan

/// Stores settled records once more for each arrangement, where the task that gathers its rows will look for them.
struct ExchangeBlocks {
    let context: RunContext

    func write(_ batch: Batch, to file: TaskFileWriter) throws {
        for (number, arrangement) in context.plan.arrangements.enumerated() {
            try write(places(batch, arrangement), of: batch, Section(kind: .exchange, index: number), file)
        }
    }

    /// Rows by the partition that needs them; a row may be needed by two.
    private func places(_ batch: Batch, _ arrangement: Arrangement) -> [Int: [Int]] {
        let roles = AnchorRoles(roster: context.plan.roster)
        var parts: [Int: [Int]] = [:]
        for row in 0..<batch.count {
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

    private func write(_ parts: [Int: [Int]], of batch: Batch, _ section: Section, _ file: TaskFileWriter) throws {
        var bytes: [UInt8] = []
        for part in parts.keys.sorted() {
            guard let rows = parts[part] else { continue }
            bytes.removeAll(keepingCapacity: true)
            BatchCodec.encode(batch, rows: rows.span, keys: false, into: &bytes)
            var section = section
            section.part = part
            try file.append(section, rows: rows.count, bytes)
        }
    }
}
