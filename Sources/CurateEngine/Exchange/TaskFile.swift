internal import CurateCore
internal import Files
internal import Hashing

/// What a block of a task's file holds, and for whom.
struct Section: Hashable, Sendable {
    enum Kind: UInt8, Sendable {
        case records, rows, verdicts, findings, ledger, settled, shard, reviews, exchange, places
    }

    var kind: Kind
    /// Step for ledger, reviews and verdicts, split for settled records, arrangement for exchanged ones, else 0.
    var index: Int = 0
    /// Survey within the step for verdicts, else 0.
    var survey: Int = 0
    /// The partition that will read it.
    var part: Int = 0
}

/// Where a block lies in its file.
struct Block: Sendable {
    var section: Section
    var rows: Int
    var offset: UInt64
    var length: Int
    var checksum: UInt64
}

/// Writes what one task made: blocks, then an index of them, then what the task counted; appears under its name
/// only when complete.
///
/// Layout: magic, blocks, index (48 bytes a block), counts as JSON, tail of 40 bytes: index offset, number of blocks,
/// length of the counts, checksum of index and counts, magic.
final class TaskFileWriter {
    static let magic: UInt64 = 0x3130_4554_4152_5543  // "CURATE01", little-endian

    private let writer: FileWriter
    private var blocks: [Block] = []
    private var offset: UInt64 = 8

    init(path: String) throws {
        writer = try FileWriter(path: path)
        var head: [UInt8] = []
        Packing.append(Self.magic, to: &head)
        try writer.write(head)
    }

    func append(_ section: Section, rows: Int, _ bytes: [UInt8]) throws {
        let checksum = XXH3.hash64(bytes.span)
        blocks.append(Block(section: section, rows: rows, offset: offset, length: bytes.count, checksum: checksum))
        try writer.write(bytes)
        offset += UInt64(bytes.count)
    }

    func publish(counts: [UInt8]) throws {
        var index: [UInt8] = []
        for block in blocks { Self.pack(block, into: &index) }
        index += counts
        let checksum = XXH3.hash64(index.span)
        Packing.append(offset, to: &index)
        Packing.append(UInt64(blocks.count), to: &index)
        Packing.append(UInt64(counts.count), to: &index)
        Packing.append(checksum, to: &index)
        Packing.append(Self.magic, to: &index)
        try writer.write(index)
        try writer.publish(sync: false)
    }

    private static func pack(_ block: Block, into bytes: inout [UInt8]) {
        Packing.append(UInt32(block.section.kind.rawValue), to: &bytes)
        Packing.append(UInt32(block.section.index), to: &bytes)
        Packing.append(UInt32(block.section.survey), to: &bytes)
        Packing.append(UInt32(block.section.part), to: &bytes)
        Packing.append(UInt64(block.rows), to: &bytes)
        Packing.append(block.offset, to: &bytes)
        Packing.append(UInt64(block.length), to: &bytes)
        Packing.append(block.checksum, to: &bytes)
    }
}

/// Reads a task's file; its index is held in memory, its blocks are not.
struct TaskFile: Sendable {
    let path: String
    let blocks: [Block]
    let counts: [UInt8]

    /// - Throws: `SystemFailure` when it cannot be read, ``StoredDataFailure`` when it is not whole.
    init(path: String) throws {
        let reader = try FileReader(path: path)
        let size = try reader.size
        guard size >= 48 else { throw StoredDataFailure(path: path) }
        let tail = try reader.read(at: size - 40, count: 40)
        var at = 0
        let indexOffset = Packing.read(UInt64.self, tail.span, at: &at)
        let blockCount = Packing.read(UInt64.self, tail.span, at: &at)
        let countsLength = Packing.read(UInt64.self, tail.span, at: &at)
        let checksum = Packing.read(UInt64.self, tail.span, at: &at)
        let magic = Packing.read(UInt64.self, tail.span, at: &at)
        let (indexLength, overflow) = blockCount.multipliedReportingOverflow(by: 48)
        guard magic == TaskFileWriter.magic, !overflow, indexOffset &+ indexLength &+ countsLength &+ 40 == size else {
            throw StoredDataFailure(path: path)
        }
        let index = try reader.read(at: indexOffset, count: Int(indexLength + countsLength))
        guard XXH3.hash64(index.span) == checksum else { throw StoredDataFailure(path: path) }
        var position = 0
        blocks = try (0..<Int(blockCount)).map { _ in try Self.unpack(index, at: &position, path: path) }
        counts = Array(index[position...])
        self.path = path
    }

    private static func unpack(_ bytes: [UInt8], at offset: inout Int, path: String) throws -> Block {
        let span = bytes.span
        let kind = Packing.read(UInt32.self, span, at: &offset)
        let index = Packing.read(UInt32.self, span, at: &offset)
        let survey = Packing.read(UInt32.self, span, at: &offset)
        let part = Packing.read(UInt32.self, span, at: &offset)
        let rows = Packing.read(UInt64.self, span, at: &offset)
        let start = Packing.read(UInt64.self, span, at: &offset)
        let length = Packing.read(UInt64.self, span, at: &offset)
        let checksum = Packing.read(UInt64.self, span, at: &offset)
        guard let kind = Section.Kind(rawValue: UInt8(truncatingIfNeeded: kind)) else {
            throw StoredDataFailure(path: path)
        }
        let section = Section(kind: kind, index: Int(index), survey: Int(survey), part: Int(part))
        return Block(section: section, rows: Int(rows), offset: start, length: Int(length), checksum: checksum)
    }
}

/// A block and the file it lies in.
struct StoredBlock: Sendable {
    var path: String
    var block: Block

    /// - Throws: ``StoredDataFailure`` when the bytes are not those that were written.
    func read() throws -> [UInt8] {
        let bytes = try FileReader(path: path).read(at: block.offset, count: block.length)
        guard bytes.count == block.length, XXH3.hash64(bytes.span) == block.checksum else {
            throw StoredDataFailure(path: path)
        }
        return bytes
    }
}
