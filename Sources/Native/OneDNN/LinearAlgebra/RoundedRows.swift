internal import CKernels

/// Rows rounded to bytes, less a middle, and what is known of each.
struct RoundedRows {
    /// [rows, columns], and zeros up to the rows asked for.
    private(set) var bytes: [Int8]
    private(set) var roundings: [ck_rounding]

    /// - Parameter rows: of `values`, which has `middle.count` columns.
    init(_ values: [Float], rows: Range<Int>, middle: [Double], room: Int) {
        let columns = middle.count
        var bytes = [Int8](repeating: 0, count: room * columns)
        roundings = values.withUnsafeBufferPointer { values in
            bytes.withUnsafeMutableBufferPointer { bytes in
                rows.map { row in
                    var rounding = ck_rounding()
                    guard let from = values.baseAddress, let to = bytes.baseAddress else { return rounding }
                    ck_round_bytes(
                        from + row * columns, middle, columns, to + (row - rows.lowerBound) * columns, &rounding)
                    return rounding
                }
            }
        }
        self.bytes = bytes
    }

    /// The mean of all rows that are rounded at all: near it, rounding loses least.
    static func middle(_ values: [Float], columns: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: columns)
        var count = 0.0
        for start in stride(from: 0, to: values.count, by: columns) {
            let row = values[start..<start + columns]
            guard row.allSatisfy({ abs($0) <= Float(CK_LONGEST_ROW / Double(columns)) }) else { continue }
            for (place, value) in row.enumerated() { sums[place] += Double(value) }
            count += 1
        }
        return count > 0 ? sums.map { $0 / count } : sums
    }
}

extension Float {
    /// Never below `value`, and above it by what a few roundings to float32 take.
    init(atLeast value: Double) { self = Float(value * (1 + 0x1p-20)).nextUp }
}
