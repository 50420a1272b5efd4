public import CurateCore
internal import CuratePlan
internal import Files

/// Where the records of a finished run stand in its input: what shards do not tell.
///
/// A file of runs, each sorted, one for each task that settled records, so that writing it is copying. A record takes 16
/// bytes: the upper half of its id, and its ordinal. Whoever asks compares whole ids with what stands at the place.
public struct RecordPlaces: Sendable {
    private static let magic: UInt64 = 0x3130_4543_414C_5043  // "CPLACE01", little-endian
    private static let width = 16

    private let file: MappedFile
    /// Bytes of the file.
    private let runs: [Range<Int>]

    /// nil: the folder's last run kept none.
    ///
    /// - Throws: `SystemFailure`.
    public init?(output: String) throws {
        let path = Self.path(output)
        guard FileSystem.exists(path) else { return nil }
        file = try MappedFile(path: path)
        guard let runs = file.withBytes(Self.runs) else { return nil }
        self.runs = runs
    }

    /// nil for a file that is not whole.
    private static func runs(_ bytes: Span<UInt8>) -> [Range<Int>]? {
        guard bytes.count >= 16 else { return nil }
        var at = 0
        guard Packing.read(UInt64.self, bytes, at: &at) == magic else { return nil }
        let count = Int(truncatingIfNeeded: Packing.read(UInt64.self, bytes, at: &at))
        guard count >= 0, count <= (bytes.count - 16) / 8 else { return nil }
        let lengths = (0..<count).map { _ in
            Int(truncatingIfNeeded: Packing.read(UInt64.self, bytes, at: &at))
        }
        var runs: [Range<Int>] = []
        for length in lengths {
            guard length >= 0, length <= bytes.count - at, length % width == 0 else { return nil }
            runs.append(at..<at + length)
            at += length
        }
        return at == bytes.count ? runs : nil
    }

    /// The places of records whose ids begin as this one's, in order; nearly always of this one alone.
    public func ordinals(of id: RecordID) -> [Ordinal] {
        file.withBytes { bytes in runs.flatMap { Self.ordinals(of: id.high, in: $0, bytes) } }.sorted()
    }

    private static func ordinals(of key: UInt64, in run: Range<Int>, _ bytes: Span<UInt8>) -> [Ordinal] {
        func word(_ place: Int) -> UInt64 {
            var at = place
            return Packing.read(UInt64.self, bytes, at: &at)
        }
        var (low, high) = (0, run.count / width)
        while low < high {
            let middle = (low + high) / 2
            if word(run.lowerBound + middle * width) < key { low = middle + 1 } else { high = middle }
        }
        var found: [Ordinal] = []
        var place = run.lowerBound + low * width
        while place < run.upperBound, word(place) == key {
            found.append(Ordinal(packed: word(place + 8)))
            place += width
        }
        return found
    }

    // MARK: Writing

    static func path(_ output: String) -> String { KeptRun.folder(output) + "/places" }

    /// Stores where the settled records of a task stand, with the task.
    static func append(_ batch: Batch, to file: TaskFileWriter) throws {
        guard !batch.isEmpty else { return }
        let order = (0..<batch.count).sorted { left, right in
            (batch.ids[left].high, batch.ordinals[left]) < (batch.ids[right].high, batch.ordinals[right])
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(order.count * width)
        for row in order {
            Packing.append(batch.ids[row].high, to: &bytes)
            Packing.append(batch.ordinals[row].packed, to: &bytes)
        }
        try file.append(Section(kind: .places), rows: order.count, bytes)
    }

    /// Joins what the tasks stored.
    static func write(_ context: RunContext) throws {
        let settling = context.plan.fragments.indices.filter { number in
            if case .settle = context.plan.fragments[number].kind { true } else { false }
        }
        let blocks = try settling.flatMap { try context.store($0).blocks(Section(kind: .places)) }
        let writer = try FileWriter(path: path(context.output))
        var head: [UInt8] = []
        Packing.append(magic, to: &head)
        Packing.append(UInt64(blocks.count), to: &head)
        for block in blocks { Packing.append(UInt64(block.block.length), to: &head) }
        try writer.write(head)
        for block in blocks { try writer.write(try block.read()) }
        try writer.publish(sync: false)
    }
}
