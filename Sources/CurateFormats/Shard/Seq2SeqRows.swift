import CurateCore

/// Which records are examples of generation: those whose texts mean the same, labelled so by a corpus, made so by a
/// teacher, or weakly paired by what they share. Natural language inference goes one way and is none.
enum Seq2SeqRows {
    static func includes(_ batch: Batch, _ row: Int, _ roster: Roster) -> Bool {
        guard !batch.flags[row].contains(.single) else { return false }
        switch batch.labels[row].scale {
        case .binary, .ordinal:
            let threshold = roster.sources[Int(batch.sources[row])].threshold
            return batch.labels[row].fiveClass(threshold: threshold) == 1
        case .nli: return false
        case .none: return batch.origin(row).kind == .weak
        }
    }
}
