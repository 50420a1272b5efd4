/// How many negatives a row of the view `contrastive` has.
public struct NegativeCount: Sendable, Hashable, Codable {
    public var number: Int
    /// Leaves rows with fewer out; otherwise they are written with what they have.
    public var isExact: Bool

    public init(_ number: Int, isExact: Bool) {
        self.number = number
        self.isExact = isExact
    }

    public static let usual = NegativeCount(8, isExact: false)
}
