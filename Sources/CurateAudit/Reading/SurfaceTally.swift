internal import CurateCore

/// How often each kind of surface occurs, and where first.
struct SurfaceTally: Sendable {
    /// Places kept of each kind.
    let most: Int
    private(set) var texts = [Int](repeating: 0, count: SurfaceKind.allCases.count)
    private(set) var records = [Int](repeating: 0, count: SurfaceKind.allCases.count)
    private(set) var places = [[Ordinal]](repeating: [], count: SurfaceKind.allCases.count)

    init(most: Int) { self.most = most }

    /// Records come in their order.
    mutating func add(_ a: SurfaceKinds, _ b: SurfaceKinds, _ ordinal: Ordinal) {
        let either = a.union(b)
        if either.isEmpty { return }
        for (index, kind) in SurfaceKind.allCases.enumerated() where either.contains(kind.bit) {
            texts[index] += (a.contains(kind.bit) ? 1 : 0) + (b.contains(kind.bit) ? 1 : 0)
            records[index] += 1
            if places[index].count < most { places[index].append(ordinal) }
        }
    }

    /// - Parameter other: of records that come after these.
    mutating func merge(_ other: SurfaceTally) {
        for index in texts.indices {
            texts[index] += other.texts[index]
            records[index] += other.records[index]
            places[index].append(contentsOf: other.places[index].prefix(most - places[index].count))
        }
    }

    func report(texts all: Int) -> [String: SurfaceCount] {
        var result: [String: SurfaceCount] = [:]
        for (index, kind) in SurfaceKind.allCases.enumerated() where texts[index] > 0 {
            result[kind.rawValue] = SurfaceCount(
                texts: texts[index], share: share(texts[index], all), records: records[index])
        }
        return result
    }

    func records(_ kind: SurfaceKind) -> Int { records[kind.place] }
    func places(_ kind: SurfaceKind) -> [Ordinal] { places[kind.place] }
}

extension SurfaceKind {
    fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
