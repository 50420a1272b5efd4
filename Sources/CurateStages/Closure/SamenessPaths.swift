internal import CurateCore

/// The edges of a closure, kept to tell how two of its sentences are connected.
struct SamenessPaths: Sendable, Equatable {
    /// Neighbours of sentence `i` are `neighbours[starts[i]..<starts[i + 1]]`.
    private let starts: [UInt32]
    private let neighbours: [UInt32]

    /// - Parameter edges: pairs of different sentences of `closure`, each once.
    init(_ edges: [(UInt64, UInt64)], in closure: Closure) {
        let places = edges.map { edge in
            guard let first = closure.index.find(edge.0, in: closure.hashes),
                let second = closure.index.find(edge.1, in: closure.hashes)
            else { preconditionFailure("the closure was made from these edges") }
            return (first, second)
        }
        var starts = [UInt32](repeating: 0, count: closure.sentenceCount + 1)
        for (first, second) in places {
            starts[first + 1] += 1
            starts[second + 1] += 1
        }
        for sentence in 1..<max(starts.count, 1) { starts[sentence] += starts[sentence - 1] }
        var next = starts
        var neighbours = [UInt32](repeating: 0, count: 2 * edges.count)
        for (first, second) in places {
            neighbours[Int(next[first])] = UInt32(second)
            neighbours[Int(next[second])] = UInt32(first)
            next[first] += 1
            next[second] += 1
        }
        self.starts = starts
        self.neighbours = neighbours
    }

    /// The number of edges on the shortest way between two sentences, if it is at most ``longest``.
    func length(_ left: UInt64, _ right: UInt64, in closure: Closure) -> Int? {
        guard let first = closure.index.find(left, in: closure.hashes),
            let second = closure.index.find(right, in: closure.hashes)
        else { return nil }
        let (near, far) = (distances(from: UInt32(first)), distances(from: UInt32(second)))
        return near.compactMap { sentence, distance in far[sentence].map { distance + $0 } }.min()
    }

    /// The longest way that is told; found by two steps from either end, so that hubs stay cheap.
    static let longest = 4

    private func distances(from sentence: UInt32) -> [UInt32: Int] {
        var result = [sentence: 0]
        var layer = [sentence]
        for distance in 1...Self.longest / 2 {
            var next: [UInt32] = []
            for place in layer.map(Int.init) {
                for other in neighbours[Int(starts[place])..<Int(starts[place + 1])] where result[other] == nil {
                    result[other] = distance
                    next.append(other)
                }
            }
            layer = next
        }
        return result
    }
}

extension SamenessPaths {
    func append(to bytes: inout [UInt8]) {
        Packing.append(starts, to: &bytes)
        Packing.append(neighbours, to: &bytes)
    }

    init(_ bytes: Span<UInt8>, at offset: inout Int) {
        starts = Packing.readArray(UInt32.self, bytes, at: &offset)
        neighbours = Packing.readArray(UInt32.self, bytes, at: &offset)
    }
}
