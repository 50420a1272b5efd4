/// Copies columns of plain values into byte buffers and back, in the machine's own (little-endian) order.
///
/// Stored blocks begin with a checksum and a version, so a block from another layout is refused before it is read.
public enum BinaryColumns {
    /// Appends the column's elements as they lie in memory.
    @inlinable
    public static func append<Element: BitwiseCopyable>(_ column: [Element], to bytes: inout [UInt8]) {
        column.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Appends what stands at `rows` of a column, in that order, as it lies in memory.
    ///
    /// - Precondition: every row is one of the column's.
    @inlinable
    public static func append<Element, Stored: BitwiseCopyable>(
        _ rows: Span<Int>, of column: [Element], to bytes: inout [UInt8], _ stored: (Element) -> Stored
    ) {
        let size = MemoryLayout<Stored>.stride
        bytes.append(addingCapacity: rows.count * size) { output in
            output.withUnsafeMutableBufferPointer { buffer, filled in
                let target = UnsafeMutableRawBufferPointer(buffer)
                column.withUnsafeBufferPointer { source in
                    for index in rows.indices {
                        let row = rows[index]
                        precondition(row >= 0 && row < source.count, "no such row")
                        target.storeBytes(of: stored(source[row]), toByteOffset: filled, as: Stored.self)
                        filled += size
                    }
                }
            }
        }
    }

    /// Appends what stands at `rows` of a column, in that order, as it lies in memory.
    @inlinable
    public static func append<Element: BitwiseCopyable>(
        _ rows: Span<Int>, of column: [Element], to bytes: inout [UInt8]
    ) {
        append(rows, of: column, to: &bytes) { $0 }
    }

    /// Appends the texts at `rows` of a column: first where each of them ends, then their bytes.
    ///
    /// - Returns: how many bytes the texts have.
    /// - Precondition: as for ``gather(_:bytes:ends:)``.
    public static func append(
        _ rows: Span<Int>, ofTexts texts: [UInt8], ends: [UInt32], to bytes: inout [UInt8]
    ) -> Int {
        var total = 0
        ends.withUnsafeBufferPointer { ends in
            for index in rows.indices { total += length(of: rows[index], ends) }
        }
        bytes.append(addingCapacity: rows.count * 4 + total) { output in
            output.withUnsafeMutableBufferPointer { buffer, filled in
                let free = UnsafeMutableBufferPointer(rebasing: buffer[filled...])
                let target = UnsafeMutableRawBufferPointer(free)
                ends.withUnsafeBufferPointer { ends in
                    var end: UInt32 = 0
                    for index in rows.indices {
                        end += UInt32(length(of: rows[index], ends))
                        target.storeBytes(of: end, toByteOffset: index * 4, as: UInt32.self)
                    }
                    texts.withUnsafeBufferPointer {
                        copy(rows, $0, ends, to: UnsafeMutableBufferPointer(rebasing: free[(rows.count * 4)...]))
                    }
                }
                filled += rows.count * 4 + total
            }
        }
        return total
    }

    /// Reads `count` elements at `offset` and moves it behind them.
    /// - Returns: nil when the buffer ends before.
    @inlinable
    public static func read<Element: BitwiseCopyable>(
        _ type: Element.Type, count: Int, from bytes: [UInt8], at offset: inout Int
    ) -> [Element]? {
        let length = count * MemoryLayout<Element>.stride
        guard count >= 0, offset >= 0, bytes.count - offset >= length else { return nil }
        let start = offset
        offset += length
        guard count > 0 else { return [] }
        return [Element](unsafeUninitializedCapacity: count) { target, filled in
            bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(target).copyMemory(from: .init(rebasing: source[start..<start + length]))
            }
            filled = count
        }
    }

    /// The elements at `rows`, in that order.
    ///
    /// - Precondition: every row is one of the column's.
    @inlinable
    public static func gather<Element>(_ rows: Span<Int>, of column: [Element]) -> [Element] {
        [Element](unsafeUninitializedCapacity: rows.count) { target, filled in
            column.withUnsafeBufferPointer { source in
                for index in rows.indices {
                    let row = rows[index]
                    precondition(row >= 0 && row < source.count, "no such row")
                    target.initializeElement(at: index, to: source[row])
                }
            }
            filled = rows.count
        }
    }

    /// The texts at `rows`, in that order; text `i` of a column is `bytes[ends[i - 1]..<ends[i]]`, the first from 0.
    ///
    /// - Precondition: every row is one of the column's; `ends` does not decrease nor exceed the bytes.
    public static func gather(
        _ rows: Span<Int>, bytes: [UInt8], ends: [UInt32]
    ) -> (bytes: [UInt8], ends: [UInt32]) {
        var total = 0
        let newEnds = [UInt32](unsafeUninitializedCapacity: rows.count) { target, filled in
            ends.withUnsafeBufferPointer { ends in
                for index in rows.indices {
                    total += length(of: rows[index], ends)
                    target.initializeElement(at: index, to: UInt32(total))
                }
            }
            filled = rows.count
        }
        let newBytes = [UInt8](unsafeUninitializedCapacity: total) { target, filled in
            bytes.withUnsafeBufferPointer { source in
                ends.withUnsafeBufferPointer { ends in copy(rows, source, ends, to: target) }
            }
            filled = total
        }
        return (newBytes, newEnds)
    }

    private static func length(of row: Int, _ ends: UnsafeBufferPointer<UInt32>) -> Int {
        precondition(row >= 0 && row < ends.count, "no such row")
        return Int(ends[row] - (row == 0 ? 0 : ends[row - 1]))
    }

    /// The rows were checked when their lengths were added up.
    private static func copy(
        _ rows: Span<Int>, _ source: UnsafeBufferPointer<UInt8>, _ ends: UnsafeBufferPointer<UInt32>,
        to target: UnsafeMutableBufferPointer<UInt8>
    ) {
        guard var place = target.baseAddress, let start = source.baseAddress else { return }
        for index in rows.indices {
            let row = rows[index]
            let from = row == 0 ? 0 : Int(ends[row - 1])
            let count = Int(ends[row]) - from
            precondition(from + count <= source.count, "a text ends beyond the column")
            place.update(from: start + from, count: count)
            place += count
        }
    }

    /// Compares two byte ranges of one buffer as unsigned bytes, a shorter prefix first.
    /// - Returns: negative, zero or positive.
    @inlinable
    public static func compare(_ left: Range<Int>, _ right: Range<Int>, in bytes: [UInt8]) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            let shared = min(left.count, right.count)
            var position = 0
            while position < shared {
                let (a, b) = (buffer[left.lowerBound + position], buffer[right.lowerBound + position])
                if a != b { return a < b ? -1 : 1 }
                position += 1
            }
            return left.count - right.count
        }
    }
}
