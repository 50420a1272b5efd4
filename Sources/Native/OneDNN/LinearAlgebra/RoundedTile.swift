internal import CKernels

/// Some rows of a table, rounded and packed, that finds which of them may be near a query.
final class RoundedTile: Sendable {
    let rows: Range<Int>
    /// Sums for each query: the rows, up to whole panels.
    let outputs: Int
    private let kernel: any ByteKernel
    // Of each output.
    private let scales: [Float]
    private let products: [Float]
    private let centred: [Float]
    private let lost: [Float]
    /// Of the longest row.
    private let length: Double

    /// - Throws: ``LinearAlgebraFailure``.
    init(_ values: [Float], rows: Range<Int>, middle: [Double]) throws {
        self.rows = rows
        outputs = (rows.count + ByteKernels.panel - 1) / ByteKernels.panel * ByteKernels.panel
        let rounded = RoundedRows(values, rows: rows, middle: middle, room: outputs)
        kernel = try ByteKernels.fastest(rounded.bytes, outputs: outputs, inputs: middle.count)
        let padding = [ck_rounding](repeating: ck_rounding(), count: outputs - rows.count)
        let roundings = rounded.roundings + padding
        scales = roundings.map(\.scale)
        products = roundings.map { Float($0.product) }
        centred = roundings.map { Float(atLeast: $0.centred) }
        lost = roundings.map { Float(atLeast: $0.lost) }
        length = roundings.reduce(0) { max($0, $1.length) }
    }

    /// The sums that ``candidates(of:sums:above:into:)`` takes, for all of the queries.
    func multiply(_ queries: RoundedQueries, into sums: UnsafeMutablePointer<Int32>) throws {
        try queries.bytes.withUnsafeBufferPointer { bytes in
            guard let input = bytes.baseAddress else { return }
            try kernel.multiply(input, rows: queries.count, into: sums)
        }
    }

    /// Writes the rows that are not proven to have a product below `bound`, and returns how many there are.
    func candidates(
        of query: RoundedQueries.Query, sums: UnsafePointer<Int32>, above bound: Float,
        into found: UnsafeMutablePointer<ck_candidate>
    ) -> Int {
        var terms = query.terms
        terms.slack = query.slack(besides: length)
        return scales.withUnsafeBufferPointer { scales in
            products.withUnsafeBufferPointer { products in
                centred.withUnsafeBufferPointer { centred in
                    lost.withUnsafeBufferPointer { lost in
                        var rows = ck_row_terms(
                            scales: scales.baseAddress, products: products.baseAddress,
                            centred: centred.baseAddress, lost: lost.baseAddress)
                        return ck_find_above(
                            sums, self.rows.count, &rows, &terms, bound, UInt32(self.rows.lowerBound), found)
                    }
                }
            }
        }
    }
}

/// Queries rounded as a table's rows are.
struct RoundedQueries {
    struct Query {
        fileprivate(set) var terms: ck_query_terms
        /// Of the query and the middle together, times how far sums of so many products may be off for each unit.
        private let reach: Double
        private let middleLength: Double

        init(_ rounding: ck_rounding, middleLength: Double, columns: Int) {
            terms = ck_query_terms(
                scale: rounding.scale, product: Float(rounding.product - middleLength * middleLength),
                rounded: Float(atLeast: rounding.rounded), lost: Float(atLeast: rounding.lost), slack: 0)
            self.middleLength = middleLength
            // Half a unit in the last place for each addition, twice over, and some for the bounds' own.
            reach = Double(columns + 64) * 0x1p-23 * (rounding.length + middleLength)
        }

        /// What float32 may be off for rows of at most that length, the smallest numbers it has included.
        func slack(besides length: Double) -> Float {
            Float(atLeast: reach * (length + middleLength) + Double(Float.leastNormalMagnitude))
        }
    }

    let count: Int
    /// Unsigned, for ``ByteKernel``.
    let bytes: [UInt8]
    let queries: [Query]

    init(_ values: [Float], rows: Range<Int>, middle: [Double]) {
        count = rows.count
        let room = (count + ByteKernels.rows - 1) / ByteKernels.rows * ByteKernels.rows
        let rounded = RoundedRows(values, rows: rows, middle: middle, room: room)
        bytes = rounded.bytes.map { UInt8(Int32($0) + CK_BYTE_LIMIT) } + [0, 0, 0]
        let middleLength = middle.reduce(0) { $0 + $1 * $1 }.squareRoot()
        queries = rounded.roundings.map {
            Query($0, middleLength: middleLength, columns: middle.count)
        }
    }
}
