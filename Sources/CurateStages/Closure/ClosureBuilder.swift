/// Collects edges between sentences and finds the components.
public struct ClosureBuilder {
    private var left: [UInt64] = []
    private var right: [UInt64] = []

    public init() {}

    /// Connects two sentences; an edge from a sentence to itself makes it a component of its own.
    public mutating func connect(_ first: UInt64, _ second: UInt64) {
        left.append(first)
        right.append(second)
    }

    /// The components; the same for the same edges in any order.
    public func build() -> Closure {
        let hashes = Self.distinct(left + right)
        let index = HashIndex(hashes)
        var forest = UnionFind(count: hashes.count)
        for edge in left.indices {
            guard let first = index.find(left[edge], in: hashes), let second = index.find(right[edge], in: hashes)
            else { preconditionFailure("an edge's sentences are among the sentences of all edges") }
            forest.join(first, second)
        }
        var numberOfRoot = [UInt32](repeating: .max, count: hashes.count)
        var next: UInt32 = 0
        let numbers = hashes.indices.map { sentence in
            let root = forest.root(sentence)
            if numberOfRoot[root] == .max {
                numberOfRoot[root] = next
                next += 1
            }
            return numberOfRoot[root]
        }
        return Closure(hashes: hashes, numbers: numbers)
    }

    private static func distinct(_ hashes: [UInt64]) -> [UInt64] {
        var sorted = hashes
        sorted.sort()
        var kept = 0
        for place in sorted.indices where place == 0 || sorted[place] != sorted[kept - 1] {
            sorted[kept] = sorted[place]
            kept += 1
        }
        sorted.removeLast(sorted.count - kept)
        return sorted
    }
}

/// Disjoint sets of the numbers below a bound, joined by size, paths halved on the way.
struct UnionFind {
    private var parents: [UInt32]
    private var sizes: [UInt32]

    init(count: Int) {
        precondition(count < Int(UInt32.max), "more sentences than 32 bits number")
        parents = (0..<count).map { UInt32($0) }
        sizes = [UInt32](repeating: 1, count: count)
    }

    mutating func root(_ member: Int) -> Int {
        var place = member
        while Int(parents[place]) != place {
            parents[place] = parents[Int(parents[place])]
            place = Int(parents[place])
        }
        return place
    }

    /// - Returns: true when they were apart.
    @discardableResult
    mutating func join(_ first: Int, _ second: Int) -> Bool {
        let (a, b) = (root(first), root(second))
        guard a != b else { return false }
        let (large, small) = sizes[a] >= sizes[b] ? (a, b) : (b, a)
        parents[small] = UInt32(large)
        sizes[large] += sizes[small]
        return true
    }
}
