internal import CurateCore

/// Collects records for many partitions and writes them out as blocks when they take too much memory.
struct RecordSpill {
    private let router: RankRouter
    private let limit: Int
    /// By partition; training and held-out records apart.
    private var training: [Batch]
    private var heldOut: [Batch]
    private var held = 0

    /// - Parameter limit: bytes to hold before writing.
    init(router: RankRouter, limit: Int) {
        self.router = router
        self.limit = limit
        training = (0..<router.partitions).map { _ in Batch(role: .training) }
        heldOut = (0..<router.partitions).map { _ in Batch(role: .heldOut) }
    }

    mutating func add(_ batch: Batch, to file: TaskFileWriter) throws {
        held += batch.footprint
        if batch.role == .training {
            Self.distribute(batch, into: &training, router)
        } else {
            Self.distribute(batch, into: &heldOut, router)
        }
        if held > limit { try flush(to: file) }
    }

    private static func distribute(_ batch: Batch, into parts: inout [Batch], _ router: RankRouter) {
        for row in 0..<batch.count {
            let part = router.partition(batch.ids[row], batch.ordinals[row], role: batch.role)
            parts[part].append(row, of: batch)
        }
    }

    mutating func flush(to file: TaskFileWriter) throws {
        var bytes: [UInt8] = []
        for part in 0..<router.partitions {
            for batch in [training[part], heldOut[part]] where !batch.isEmpty {
                bytes.removeAll(keepingCapacity: true)
                BatchCodec.encode(batch, into: &bytes)
                try file.append(Section(kind: .records, part: part), rows: batch.count, bytes)
            }
            training[part] = Batch(role: .training)
            heldOut[part] = Batch(role: .heldOut)
        }
        held = 0
    }
}
