import LinearAlgebra

/// Rows that a search by rounded numbers easily gets wrong, and the plain loop that does not.
struct AwkwardTable {
    enum Kind: String, CaseIterable, Sendable {
        /// Some forty around each of a few middles, of length 1.
        case around
        /// One row, moved by some units in the last place.
        case nearTies
        /// Ten rows again and again.
        case copies
        case zeros
        /// Lengths from 1e-22 to 1e18, and numbers smaller than float32's normal ones.
        case mixedLengths
        /// All near one direction, as those of a teacher that learnt little.
        case collapsed
        /// One column outweighs all others.
        case heavyColumn
        /// Full to the limit: all numbers as large as the largest.
        case signs
        case oneColumnEach
        /// Numbers that are none, infinite ones, and products that float32 cannot hold.
        case notNumbers
    }

    let columns: Int
    private(set) var values: [Float] = []

    init(_ kind: Kind, rows: Int, columns: Int) {
        self.columns = columns
        var random = PlainRandom(seed: UInt64(rows * 7919 + columns))
        func vector() -> [Float] { (0..<columns).map { _ in random.next() + random.next() + random.next() } }
        let middles = (0..<max(1, rows / 40)).map { _ in vector() }
        for row in 0..<rows {
            let middle = middles[row % middles.count]
            switch kind {
            case .around: values += Self.unit(zip(middle, vector()).map { $0 + 0.6 * $1 })
            case .nearTies: values += Self.unit(middles[0]).map { $0 * (1 + random.next() * 0x1p-21) }
            case .copies: values += middles[row % min(10, middles.count)]
            case .zeros: values += [Float](repeating: 0, count: columns)
            case .mixedLengths:
                let power = [0, 0, 0, -22, -10, -3, 3, 9, 17, -40][row % 10]
                values += Self.unit(vector()).map { $0 * Self.ten(to: power) }
            case .collapsed: values += Self.unit(zip(middles[0], vector()).map { $0 + 0.01 * $1 })
            case .heavyColumn:
                var one = vector()
                one[row % 2 == 0 ? 0 : columns - 1] *= 1000
                values += one
            case .signs: values += vector().map { $0 < 0 ? -1 : 1 }
            case .oneColumnEach: values += (0..<columns).map { $0 == row % columns ? 1 + random.next() * 0x1p-12 : 0 }
            case .notNumbers:
                var one = Self.unit(vector())
                if row % 5 == 1 { one[row % columns] = [.nan, .infinity, -.infinity, 3e38, -1e30][row / 5 % 5] }
                values += one
            }
        }
    }

    /// The first row, and some from all over the table.
    func queries(_ count: Int) -> [Float] {
        let rows = values.count / columns
        return (0..<count).flatMap { number in
            let row = number * 37 % rows
            return values[row * columns..<(row + 1) * columns]
        }
    }

    /// Sums in the order that is documented.
    func nearest(to queries: [Float], most: Int) -> [[NearestRows.Neighbour]] {
        queries.withUnsafeBufferPointer { queries in
            values.withUnsafeBufferPointer { values in
                (0..<queries.count / columns).map { query in
                    let own = UnsafeBufferPointer(rebasing: queries[query * columns..<(query + 1) * columns])
                    let all = (0..<values.count / columns).map { row in
                        let other = UnsafeBufferPointer(rebasing: values[row * columns..<(row + 1) * columns])
                        return NearestRows.Neighbour(row: Int32(row), product: Self.product(own, other))
                    }
                    let sorted = all.filter { $0.product > -.infinity }
                        .sorted { $0.product == $1.product ? $0.row < $1.row : $0.product > $1.product }
                    return Array(sorted.prefix(most))
                }
            }
        }
    }

    private static let fuses = Processor.kernels != "baseline"

    private static func product(_ left: UnsafeBufferPointer<Float>, _ right: UnsafeBufferPointer<Float>) -> Float {
        var total: Float = 0
        for start in stride(from: 0, to: left.count, by: 384) {
            var sum: Float = 0
            for place in start..<min(start + 384, left.count) {
                if fuses { sum.addProduct(left[place], right[place]) } else { sum += left[place] * right[place] }
            }
            total = start > 0 ? sum + total : sum
        }
        return total
    }

    private static func unit(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? vector.map { $0 / length } : vector
    }

    private static func ten(to power: Int) -> Float { Float("1e\(power)") ?? 0 }
}
