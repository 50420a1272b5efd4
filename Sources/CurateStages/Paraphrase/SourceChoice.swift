internal import CurateCore

/// Which records are augmented: by corpus, label and a random number made from the record itself.
struct SourceChoice: RankSelection {
    let options: ParaphraseOptions

    var purpose: KeyedRandom.Purpose { .init("paraphrase.choice") }

    /// One group: records that may be augmented.
    func groups(_ roster: Roster) throws -> GroupTable {
        try GroupTable("sources", of: options.corpora, options.labels, roster)
    }

    func quotas(_ totals: [Int], _ names: [String]) -> [Int] {
        totals.map { min(options.cap ?? $0, Int((Double($0) * options.share).rounded())) }
    }
}
