internal import CurateCore

/// Collects records and writes them out as blocks, one for each partition, when they take too much memory.
struct RecordSpill {
    private let router: RankRouter
    private let limit: Int
    private let keys: Bool
    private var training = Batch(role: .training)
    private var heldOut = Batch(role: .heldOut)
    private var held = 0

    /// - Parameters:
    ///   - limit: bytes to hold before writing.
    ///   - keys: whether to store keys.
    init(router: RankRouter, limit: Int, keys: Bool) {
        self.keys = keys
        self.router = router
        self.limit = limit
    }

    mutating func add(_ batch: Batch, to file: TaskFileWriter) throws {
        var batch = batch
        if !keys { (batch.a.key, batch.b.key) = (TextColumn(), TextColumn()) }
        held += batch.footprint
        if batch.role == .training {
            training.append(contentsOf: batch)
        } else {
            heldOut.append(contentsOf: batch)
        }
        if held > limit { try flush(to: file) }
    }

    mutating func flush(to file: TaskFileWriter) throws {
        try write(training, to: file)
        try write(heldOut, to: file)
        training = Batch(role: .training)
        heldOut = Batch(role: .heldOut)
        held = 0
    }

    private func write(_ batch: Batch, to file: TaskFileWriter) throws {
        let sorted = PartOrder(
            (0..<batch.count).map { router.partition(batch.ids[$0], batch.ordinals[$0], role: batch.role) },
            parts: router.partitions)
        var bytes: [UInt8] = []
        for part in 0..<router.partitions {
            let range = sorted.range(of: part)
            guard !range.isEmpty else { continue }
            let rows = sorted.order.span.extracting(range)
            bytes.removeAll(keepingCapacity: true)
            BatchCodec.encode(batch, rows: rows, keys: keys, into: &bytes)
            try file.append(Section(kind: .records, part: part), rows: rows.count, bytes)
        }
    }
}
