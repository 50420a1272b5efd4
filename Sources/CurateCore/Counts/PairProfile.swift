/// How the pairs of one source, label and origin look: what a model could learn from their surface.
public struct PairProfile: Sendable, Hashable, Codable {
    /// Classes of ``overlap``, each 0.05 wide.
    public static let overlapClasses = 20
    /// Classes of ``cosine`` between 0 and 1, each 0.02 wide; what is below 0 is in the first.
    public static let cosineClasses = 50

    public var rows = 0
    /// Pairs by the share of their characters that both sentences have, as sets.
    public var overlap = [Int](repeating: 0, count: overlapClasses)
    /// Pairs by the teacher's cosine; empty where none was asked.
    public var cosine: [Int] = []
    /// Pairs whose sentences state other numbers.
    public var numbers = 0
    /// Pairs one of whose sentences is negated once more than the other.
    public var negations = 0

    public init() {}

    public mutating func add(overlap share: Double) {
        overlap[min(Self.overlapClasses - 1, Int(share * Double(Self.overlapClasses)))] += 1
    }

    public mutating func add(cosine value: Float) {
        guard value.isFinite else { return }
        if cosine.isEmpty { cosine = [Int](repeating: 0, count: Self.cosineClasses) }
        cosine[max(0, min(Self.cosineClasses - 1, Int(value * Float(Self.cosineClasses))))] += 1
    }

    public mutating func add(_ other: PairProfile) {
        rows += other.rows
        numbers += other.numbers
        negations += other.negations
        overlap = Self.sum(overlap, other.overlap)
        cosine = Self.sum(cosine, other.cosine)
    }

    /// Middle of the class in which the median lies; nil without any.
    public static func median(_ classes: [Int]) -> Double? {
        let total = classes.reduce(0, +)
        guard total > 0 else { return nil }
        var seen = 0
        for (place, count) in classes.enumerated() {
            seen += count
            if seen * 2 >= total { return (Double(place) + 0.5) / Double(classes.count) }
        }
        return nil
    }

    private static func sum(_ left: [Int], _ right: [Int]) -> [Int] {
        if left.isEmpty || right.isEmpty { return left.isEmpty ? right : left }
        return zip(left, right).map { $0 + $1 }
    }
}

/// In what the two sentences of a pair state different facts.
public struct FactDifferences: Sendable, Hashable {
    public var number: Bool
    public var negation: Bool

    public init(number: Bool = false, negation: Bool = false) {
        self.number = number
        self.negation = negation
    }
}
