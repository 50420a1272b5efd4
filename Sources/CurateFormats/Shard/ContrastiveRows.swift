import CurateCore

/// Rows of the view `contrastive` in records gathered for it: a head, anchor and positive, and the negatives behind it.
enum ContrastiveRows {
    static func isHead(_ batch: Batch, _ row: Int) -> Bool { !batch.flags[row].contains(.follows) }

    /// The negatives of a head; they may lie behind the rows that are written now.
    static func negatives(_ batch: Batch, of head: Int) -> Range<Int> {
        var end = head + 1
        while end < batch.count, !isHead(batch, end) { end += 1 }
        return head + 1..<end
    }

    /// `labelled` as published, otherwise what the record's origin is called.
    static func kind(_ batch: Batch, _ row: Int) -> String {
        let kind = batch.origin(row).kind
        return kind == .published ? "labelled" : kind.name
    }
}
