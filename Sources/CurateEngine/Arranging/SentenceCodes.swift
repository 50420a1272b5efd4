internal import CurateCore
internal import Hashing

/// Gives records the numbers by which a view brings them together, while their keys are there.
enum SentenceCodes {
    static func add(to batch: inout Batch) {
        for row in 0..<batch.count {
            var code = batch.code(row)
            code.sentenceA = hash(batch.a, row)
            code.sentenceB = hash(batch.b, row)
            batch.setCodes(code, of: row)
        }
    }

    /// Of the sentence's key or, where there is none, of its text.
    private static func hash(_ side: Side, _ row: Int) -> UInt64 {
        if side.key.count > row, side.key.length(row) > 0 { return side.key.withText(row) { XXH3.hash64($0) } }
        return side.text.withText(row) { XXH3.hash64($0, seed: 1) }
    }
}
