import Testing

@testable import LinearAlgebra

/// Sums of products of bytes, which must be exact.
@Suite struct ByteKernelTests {
    /// Rows as large as rounding leaves them: the limits, against and with each other.
    private func bytes(rows: Int, columns: Int, seed: UInt64) -> [Int8] {
        var random = PlainRandom(seed: seed)
        let values = (0..<rows * columns).map { number -> Float in
            switch number / columns % 4 {
            case 0: 1
            case 1: -1
            case 2: random.next() < 0 ? -1 : 1
            default: random.next() * (random.next() < -0.9 ? 40 : 1)
            }
        }
        let middle = [Double](repeating: 0, count: columns)
        return RoundedRows(values, rows: 0..<rows, middle: middle, room: rows).bytes
    }

    private func products(_ left: [Int8], _ right: [Int8], columns: Int) -> [Int32] {
        stride(from: 0, to: left.count, by: columns).flatMap { row in
            stride(from: 0, to: right.count, by: columns).map { other in
                (0..<columns).reduce(Int32(0)) { $0 + Int32(left[row + $1]) * Int32(right[other + $1]) }
            }
        }
    }

    private func multiply(_ kernel: some ByteKernel, _ queries: [Int8], columns: Int, outputs: Int) throws -> [Int32] {
        let count = queries.count / columns
        let room = (count + ByteKernels.rows - 1) / ByteKernels.rows * ByteKernels.rows
        let padded = queries + [Int8](repeating: 0, count: (room - count) * columns)
        let input = padded.map { UInt8(Int($0) + 90) } + [255, 255, 255]
        var output = [Int32](repeating: 7, count: room * outputs)
        try output.withUnsafeMutableBufferPointer { output in
            guard let start = output.baseAddress else { return }
            try input.withUnsafeBufferPointer { input in
                guard let from = input.baseAddress else { return }
                try kernel.multiply(from, rows: count, into: start)
            }
        }
        return Array(output.prefix(count * outputs))
    }

    @Test(arguments: [1, 2, 3, 5, 64, 65, 130, 384, 771]) func sumsAreExact(columns: Int) throws {
        let table = bytes(rows: 48, columns: columns, seed: 1)
        let kernel = OwnByteKernel(table, outputs: 48, inputs: columns)
        for rows in [1, 5, 6, 7, 61, 128] {
            let queries = bytes(rows: rows, columns: columns, seed: UInt64(rows))
            #expect(
                try multiply(kernel, queries, columns: columns, outputs: 48)
                    == products(queries, table, columns: columns))
        }
    }

    @Test(.enabled(if: LinearAlgebraLibrary.version != nil, "oneDNN is not installed"), arguments: [1, 64, 130, 384])
    func theLibrarysSumsAreTheSame(columns: Int) throws {
        let table = bytes(rows: 48, columns: columns, seed: 1)
        let queries = bytes(rows: 70, columns: columns, seed: 2)
        let kernel = try LibraryByteKernel(table, outputs: 48, inputs: columns)
        #expect(
            try multiply(kernel, queries, columns: columns, outputs: 48) == products(queries, table, columns: columns))
    }

    /// Else sums of 16 bits would wrap.
    @Test(arguments: [1, 3, 64, 100, 384]) func noPartOfARowIsTooLong(columns: Int) {
        let rows = bytes(rows: 40, columns: columns, seed: 5)
        for start in stride(from: 0, to: rows.count, by: columns) {
            for chunk in stride(from: 0, to: columns, by: 64) {
                for lane in 0..<2 {
                    let own = (chunk..<min(chunk + 64, columns)).filter { $0 / 2 % 2 == lane }
                    let squares = own.reduce(0) { $0 + Int(rows[start + $1]) * Int(rows[start + $1]) }
                    #expect(squares <= 32767)
                }
            }
        }
        #expect(rows.contains { $0 == 90 } || columns > 64)
    }
}
