internal import CurateCore

/// What a record is in the view `contrastive`, and for which of its sentences.
///
/// One labelled the same is an anchor and its positive. One labelled different is a negative of its first sentence
/// and, as published, of its second too; natural language inference counts where it contradicts.
struct AnchorRoles {
    let roster: Roster

    func isPositive(_ batch: Batch, _ row: Int) -> Bool {
        let scale = batch.labels[row].scale
        return !batch.flags[row].contains(.single) && (scale == .binary || scale == .ordinal)
            && fiveClass(batch, row) == 1
    }

    func isNegative(_ batch: Batch, _ row: Int) -> Bool {
        guard !batch.flags[row].contains(.single), let number = fiveClass(batch, row) else { return false }
        return number == 0 || number == 2
    }

    /// The sentences whose rows need the record: hash, and whether it is the second.
    func anchors(_ batch: Batch, _ row: Int) -> [(sentence: UInt64, isSecond: Bool)] {
        let code = batch.code(row)
        if isPositive(batch, row) { return [(code.sentenceA, false)] }
        guard isNegative(batch, row), code.sentenceA != code.sentenceB else { return [] }
        let isPublished = batch.origin(row).kind == .published
        return [(code.sentenceA, false)] + (isPublished ? [(code.sentenceB, true)] : [])
    }

    private func fiveClass(_ batch: Batch, _ row: Int) -> Int? {
        batch.labels[row].fiveClass(threshold: roster.sources[Int(batch.sources[row])].threshold)
    }
}
