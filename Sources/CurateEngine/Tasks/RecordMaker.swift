internal import CurateCore
internal import Hashing

/// Makes records of parsed rows: gives them their ids and places.
struct RecordMaker {
    private let source: UInt16
    private let file: Int
    private let role: Role
    private let split: Split
    private let seed: UInt64

    init(source number: Int, info: SourceInfo, file: Int) {
        source = UInt16(number)
        self.file = file
        role = info.heldOut ? .heldOut : .training
        split = info.role
        seed = XXH3.hash64(Array(info.name.utf8).span)
    }

    func batch(_ rows: ParsedRows) -> Batch {
        var batch = Batch(role: role)
        let count = rows.count
        batch.ids = ids(rows)
        batch.ordinals = (0..<count).map { Ordinal(file: file, line: rows.lines[$0], sub: Int(rows.subs[$0])) }
        batch.sources = [UInt16](repeating: source, count: count)
        batch.splits = [Split](repeating: split, count: count)
        batch.labels = rows.labels
        batch.copies = [UInt32](repeating: 1, count: count)
        batch.flags = rows.singles.map { $0 ? .single : [] }
        batch.a.text = rows.a
        batch.b.text = rows.b
        return batch
    }

    /// XXH3-128 of both texts as published, mixed with corpus, split and label.
    private func ids(_ rows: ParsedRows) -> [RecordID] {
        let first = XXH3.hash128(bytes: rows.a.bytes, ends: rows.a.ends, seed: seed)
        let second = XXH3.hash128(bytes: rows.b.bytes, ends: rows.b.ends, seed: ~seed)
        return first.indices.map { row in
            let label = rows.labels[row]
            let mark = UInt64(label.value.bitPattern) << 8 | UInt64(label.scale.rawValue)
            return RecordID(
                high: Self.mix(first[row].high ^ mark, second[row].low),
                low: Self.mix(first[row].low, second[row].high ^ mark))
        }
    }

    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = (left ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: right | 1)
        return product.high ^ product.low ^ (right &* 0xBF58_476D_1CE4_E5B9)
    }
}
