import CurateCore

@testable import CurateFormats

/// A few records of every scale, for tests of formats.
enum ShardRecords {
    static let roster = Roster(sources: [
        SourceInfo(corpus: "lcqmc", split: "train", role: .train, heldOut: false, scale: .binary),
        SourceInfo(corpus: "sts-b-zh", split: "dev", role: .dev, heldOut: true, scale: .ordinal, threshold: 2.5),
    ])

    /// `count` records whose labels go through every scale.
    static func batch(_ count: Int) -> Batch {
        let labels = [
            Label(.binary, 0), Label(.binary, 1), Label(.ordinal, 3.25), Label(.nli, 2), .unlabelled,
            Label(.binary, -0.0),
        ]
        var batch = Batch()
        for number in 0..<count {
            batch.append(
                id: RecordID(high: 0x0123_4567_89AB_CDEF, low: UInt64(number)), ordinal: Ordinal(file: 0, line: 1),
                source: UInt16(number % 2), split: .train, label: labels[number % labels.count],
                a: Array("第\(number)天怎么走".utf8)[...], b: Array(number % 7 == 0 ? "".utf8 : "怎么去".utf8)[...])
        }
        return batch
    }

    /// The shard of all records, given to the encoder in pieces.
    static func shard(_ encoder: some ShardEncoder, _ batch: Batch, pieces: Int = 1) throws -> [UInt8] {
        var encoder = encoder
        var bytes: [UInt8] = []
        for piece in 0..<pieces {
            let rows = batch.count * piece / pieces..<batch.count * (piece + 1) / pieces
            try encoder.append(batch, rows: rows, roster: roster, into: &bytes)
        }
        try encoder.finish(into: &bytes)
        return bytes
    }
}
