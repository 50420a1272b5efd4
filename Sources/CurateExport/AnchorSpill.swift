internal import CurateCore
internal import CurateFormats
internal import Files
internal import Hashing

/// Groups sentences by anchor in bounded memory: entries go to files by the hash of their anchor, and each file is
/// sorted on its own. Groups come out by that hash, however many files there are.
final class AnchorSpill {
    /// A sentence beside an anchor.
    struct Entry {
        var hash: UInt64
        var isPositive: Bool
        var score: Float
        var id: RecordID
        var anchor: [UInt8]
        var other: [UInt8]
    }

    private let folder: String
    private var writers: [FileWriter] = []

    /// Bytes that a file should have, about.
    private static let fileBytes = 16 << 20
    private static let mostFiles = 64

    /// - Parameters:
    ///   - folder: exists, and is the caller's to remove.
    ///   - bytes: that will be spilled, about.
    init(folder: String, bytes: Int) throws {
        self.folder = folder
        let count = max(1, min(Self.mostFiles, bytes / Self.fileBytes))
        writers = try (0..<count).map { try FileWriter(path: Self.path(folder, $0)) }
    }

    private static func path(_ folder: String, _ number: Int) -> String { "\(folder)/anchors-\(number)" }

    func append(
        anchor: ArraySlice<UInt8>, other: ArraySlice<UInt8>, isPositive: Bool, score: Float, id: RecordID
    ) throws {
        let hash = XXH3.hash64(anchor.span)
        var bytes: [UInt8] = []
        bytes.append(number: hash)
        bytes.append(number: UInt8(isPositive ? 1 : 0))
        bytes.append(number: score.bitPattern)
        bytes.append(number: id.high)
        bytes.append(number: id.low)
        for text in [anchor, other] {
            bytes.append(number: UInt32(text.count))
            bytes += text
        }
        try writers[file(of: hash)].write(bytes)
    }

    /// Files hold ranges of hashes, in order.
    private func file(of hash: UInt64) -> Int {
        Int(hash.multipliedFullWidth(by: UInt64(writers.count)).high)
    }

    /// Calls `body` with every group; nothing can be appended any more.
    func forEach(_ body: (AnchorGroup) throws -> Void) throws {
        for (number, writer) in writers.enumerated() {
            try writer.publish(sync: false)
            let path = Self.path(folder, number)
            var entries = Self.entries(try FileSystem.readAll(path))
            try FileSystem.remove(path)
            entries.sort(by: Self.precedes)
            var start = 0
            while start < entries.count {
                var end = start
                while end < entries.count, entries[end].anchor == entries[start].anchor { end += 1 }
                try body(Self.group(entries[start..<end]))
                start = end
            }
        }
    }

    private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
        if left.hash != right.hash { return left.hash < right.hash }
        if left.anchor != right.anchor { return left.anchor.lexicographicallyPrecedes(right.anchor) }
        if left.id != right.id { return left.id < right.id }
        return left.other.lexicographicallyPrecedes(right.other)
    }

    /// Each text once; one that is both a positive and a negative is a positive.
    private static func group(_ entries: ArraySlice<Entry>) -> AnchorGroup {
        var group = AnchorGroup(anchor: entries.first?.anchor ?? [])
        var seen: Set<[UInt8]> = [group.anchor]
        for isPositive in [true, false] {
            for entry in entries where entry.isPositive == isPositive && seen.insert(entry.other).inserted {
                let member = AnchorGroup.Member(text: entry.other, id: entry.id, score: entry.score)
                if isPositive { group.positives.append(member) } else { group.negatives.append(member) }
            }
        }
        return group
    }

    private static func entries(_ bytes: [UInt8]) -> [Entry] {
        var entries: [Entry] = []
        var place = 0
        func number(_ size: Int) -> UInt64 {
            defer { place += size }
            return bytes[place..<place + size].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        func text() -> [UInt8] {
            let count = Int(number(4))
            defer { place += count }
            return Array(bytes[place..<place + count])
        }
        while place < bytes.count {
            let (hash, kind, score) = (number(8), number(1), Float(bitPattern: UInt32(number(4))))
            let id = RecordID(high: number(8), low: number(8))
            entries.append(
                Entry(hash: hash, isPositive: kind == 1, score: score, id: id, anchor: text(), other: text()))
        }
        return entries
    }
}

extension [UInt8] {
    fileprivate mutating func append(number: some FixedWidthInteger) {
        for step in 0..<number.bitWidth / 8 { append(UInt8(truncatingIfNeeded: number >> (8 * step))) }
    }
}
