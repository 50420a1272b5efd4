internal import CKernels

/// The rows that may be among a query's nearest, as far as has been looked.
///
/// Each is known to have a product between a floor and a ceiling. Once as many floors as rows are wanted lie at a bound
/// or above it, a row with a ceiling below the bound is out. Products are made of the few that stay, at the end.
struct CandidateList {
    private let most: Int
    /// Candidates that are kept before they are looked through.
    private let room: Int
    private var candidates: [ck_candidate] = []
    private var floors: LargestFloors

    init(most: Int) {
        self.most = most
        room = 2048 + 8 * most
        floors = LargestFloors(most: most)
    }

    /// What a ceiling must reach.
    var bound: Float { floors.least ?? -.infinity }

    /// - Parameter products: what the products of rows with the query are.
    mutating func take(_ found: UnsafeBufferPointer<ck_candidate>, products: ([Int32]) -> [Float]) {
        guard !found.isEmpty else { return }
        candidates.append(contentsOf: found)
        floors.insert(found)
        guard candidates.count > room else { return }
        let bound = bound
        candidates.removeAll { $0.ceiling < bound }
        if candidates.count > room / 2 { settle(products) }
    }

    /// Where many rows are so near each other that ceilings and floors do not tell them apart: makes their products.
    private mutating func settle(_ products: ([Int32]) -> [Float]) {
        let nearest = finished(products)
        candidates = nearest.map { ck_candidate(row: UInt32($0.row), ceiling: $0.product, floor: $0.product) }
        floors = LargestFloors(most: most)
        candidates.withUnsafeBufferPointer { floors.insert($0) }
    }

    /// The nearest first, of equal ones the lower row.
    func finished(_ products: ([Int32]) -> [Float]) -> [NearestRows.Neighbour] {
        let bound = bound
        var nearest = best(candidates.filter { !($0.floor < bound) }, products)
        // Those gave as many products as are wanted: what the rest must reach is known better now.
        let reached = nearest.count == most ? nearest.last?.product ?? bound : bound
        let rest = candidates.filter { $0.floor < bound && $0.ceiling >= reached }
        if !rest.isEmpty { nearest = cut(nearest + best(rest, products)) }
        return nearest
    }

    private func best(_ some: [ck_candidate], _ products: ([Int32]) -> [Float]) -> [NearestRows.Neighbour] {
        let rows = some.map { Int32($0.row) }
        // What is not a number is no neighbour.
        return cut(
            zip(rows, products(rows)).filter { $1 > -.infinity }.map { NearestRows.Neighbour(row: $0, product: $1) })
    }

    private func cut(_ neighbours: [NearestRows.Neighbour]) -> [NearestRows.Neighbour] {
        let sorted = neighbours.sorted { $0.product == $1.product ? $0.row < $1.row : $0.product > $1.product }
        return Array(sorted.prefix(most))
    }
}

/// The largest floors, as a heap with the least of them at its head.
private struct LargestFloors {
    private let most: Int
    private var heap: [Float]
    private var count = 0

    init(most: Int) {
        self.most = most
        heap = [Float](repeating: 0, count: most)
    }

    /// nil while there are fewer than wanted.
    var least: Float? { count == most ? heap[0] : nil }

    mutating func insert(_ found: UnsafeBufferPointer<ck_candidate>) {
        heap.withUnsafeMutableBufferPointer { heap in
            for candidate in found {
                if count < most {
                    // A floor that is not a number is none.
                    guard candidate.floor > -.infinity else { continue }
                    Self.rise(heap, to: count, candidate.floor)
                    count += 1
                } else if candidate.floor > heap[0] {
                    Self.replaceLeast(heap, by: candidate.floor)
                }
            }
        }
    }

    private static func rise(_ heap: UnsafeMutableBufferPointer<Float>, to last: Int, _ value: Float) {
        var place = last
        while place > 0, value < heap[(place - 1) / 2] {
            heap[place] = heap[(place - 1) / 2]
            place = (place - 1) / 2
        }
        heap[place] = value
    }

    private static func replaceLeast(_ heap: UnsafeMutableBufferPointer<Float>, by value: Float) {
        var place = 0
        while 2 * place + 1 < heap.count {
            var child = 2 * place + 1
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < value else { break }
            heap[place] = heap[child]
            place = child
        }
        heap[place] = value
    }
}
