/// What two splits share. Pairs are unordered here, whatever the scale.
public struct OverlapReport: Sendable, Hashable, Codable {
    /// `lcqmc/dev`.
    public var a: String
    public var b: String
    /// Distinct pairs that stand in both.
    public var pairs: Int
    /// Of these: one label, the same in both.
    public var sameLabel: Int
    /// Some labels agree, some do not; one side contradicts itself.
    public var mixedLabel: Int
    /// No label in common.
    public var otherLabel: Int
    /// One side has no label.
    public var unlabelled: Int
    /// Labels on different scales, which are not compared.
    public var otherScale: Int
    /// Records of `a` whose pair stands in `b`.
    public var recordsA: Int
    public var recordsB: Int
    /// `recordsA` of all records of `a`.
    public var shareA: Double
    public var shareB: Double
    /// Distinct sentences that stand in both.
    public var sentences: Int

    enum CodingKeys: String, CodingKey {
        case a, b, pairs, unlabelled, sentences
        case sameLabel = "same_label"
        case mixedLabel = "mixed_label"
        case otherLabel = "other_label"
        case otherScale = "other_scale"
        case recordsA = "records_a"
        case recordsB = "records_b"
        case shareA = "share_a"
        case shareB = "share_b"
    }
}
