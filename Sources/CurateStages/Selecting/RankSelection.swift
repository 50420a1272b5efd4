internal import CurateCore

/// A choice of an exact number of records from each of several groups.
///
/// Every record has a random rank made from the seed and its id; those of lowest rank are chosen. Which rank is the
/// last is found by two surveys that hold little however large the groups are: one counts ranks in buckets, the other
/// sorts the one bucket in which the limit falls.
protocol RankSelection: Sendable {
    /// What the ranks are drawn for.
    var purpose: KeyedRandom.Purpose { get }
    /// - Throws: `Diagnostic` when options name what the run does not have.
    func groups(_ roster: Roster) throws -> GroupTable
    /// How many records each group is to have; more than it has means copies.
    /// - Parameter totals: records of each group.
    func quotas(_ totals: [Int], _ names: [String]) throws -> [Int]
}

extension RankSelection {
    /// What its stage must ask.
    var rankSurveys: [any Survey] { [RankSurvey(selection: self), CutSurvey(selection: self)] }
}

/// A record's place in the random order of its group; records of equal id follow each other by ordinal.
struct RecordRank: Sendable, Comparable {
    var number: UInt64
    var ordinal: Ordinal

    init(_ batch: Batch, _ row: Int, _ seed: UInt64, _ purpose: KeyedRandom.Purpose) {
        var random = KeyedRandom(seed: seed, purpose: purpose, record: batch.ids[row])
        number = random.next()
        ordinal = batch.ordinals[row]
    }

    init(number: UInt64, ordinal: Ordinal) {
        self.number = number
        self.ordinal = ordinal
    }

    static let buckets = 1 << 10
    var bucket: Int { Int(number >> 54) }

    static func < (left: RecordRank, right: RecordRank) -> Bool {
        left.number == right.number ? left.ordinal < right.ordinal : left.number < right.number
    }
}
