/// How many pairs of each label and contrast a split still wants.
struct Quota {
    private(set) var positives: Int
    private(set) var negatives: Int
    private var made: [Contrast: Int] = [:]
    private var total = 0

    /// The share of each contrast among the negatives, in a thousand.
    static let shares: [(Contrast, Int)] = [
        (.negation, 110), (.antonym, 90), (.number, 110), (.colour, 40), (.place, 100), (.order, 60), (.focus, 160),
        (.person, 20), (.date, 40), (.entity, 130), (.domain, 90), (.random, 50),
    ]

    init(positives: Int, negatives: Int) {
        self.positives = positives
        self.negatives = negatives
    }

    var isFull: Bool { positives == 0 && negatives == 0 }

    mutating func countPositive() { positives -= 1 }

    mutating func countNegative(_ kind: Contrast) {
        negatives -= 1
        made[kind, default: 0] += 1
        total += 1
    }

    /// The kinds in the order in which they are most wanted.
    func ranked(_ kinds: [Contrast]) -> [Contrast] {
        let shares = Dictionary(uniqueKeysWithValues: Quota.shares)
        let lack = { (kind: Contrast) in (total + 12) * shares[kind, default: 0] - 1000 * made[kind, default: 0] }
        return kinds.map { ($0, lack($0)) }.enumerated()
            .sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }.map(\.element.0)
    }
}
