import CBytes

/// Searches through bytes, many at a time.
public enum ByteScanning {
    /// Place of the first `byte` at or after `start`; nil when there is none.
    public static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
        let rest = bytes.extracting(start...)
        let place = rest.withUnsafeBufferPointer { cbytes_first($0.baseAddress, $0.count, byte) }
        return place == rest.count ? nil : start + place
    }

    /// Place of the last `byte` at or after `start`; nil when there is none.
    public static func last(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
        let rest = bytes.extracting(start...)
        let place = rest.withUnsafeBufferPointer { cbytes_last($0.baseAddress, $0.count, byte) }
        return place == rest.count ? nil : start + place
    }

    /// Place of the first occurrence of `needle`; nil when there is none, 0 for an empty one.
    public static func first(_ needle: Span<UInt8>, in bytes: Span<UInt8>) -> Int? {
        if needle.isEmpty { return 0 }
        let place = bytes.withUnsafeBufferPointer { bytes in
            needle.withUnsafeBufferPointer { cbytes_find(bytes.baseAddress, bytes.count, $0.baseAddress, $0.count) }
        }
        return place == bytes.count ? nil : place
    }

    /// How many bytes equal `byte`.
    public static func count(_ byte: UInt8, in bytes: Span<UInt8>) -> Int {
        bytes.withUnsafeBufferPointer { cbytes_count($0.baseAddress, $0.count, byte) }
    }

    /// Whether the bytes are well-formed UTF-8.
    public static func isUTF8(_ bytes: Span<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { cbytes_is_utf8($0.baseAddress, $0.count) }
    }

    /// Characters (Unicode scalars) of every text of a column of well-formed UTF-8; text i is
    /// `bytes[ends[i - 1]..<ends[i]]`, the first from 0.
    public static func characters(bytes: [UInt8], ends: [UInt32]) -> [UInt32] {
        precondition(ends.allSatisfy { Int($0) <= bytes.count }, "a text ends beyond the column")
        return [UInt32](unsafeUninitializedCapacity: ends.count) { counts, filled in
            bytes.withUnsafeBufferPointer { cbytes_characters($0.baseAddress, ends, ends.count, counts.baseAddress) }
            filled = ends.count
        }
    }

    /// Places of all bytes that equal `one` or `other`, in order; `bytes` is shorter than 4 GiB.
    public static func places(of one: UInt8, or other: UInt8, in bytes: Span<UInt8>) -> [UInt32] {
        precondition(bytes.count <= Int(UInt32.max), "places are numbers of 32 bits")
        let total = count(one, in: bytes) + (one == other ? 0 : count(other, in: bytes))
        return [UInt32](unsafeUninitializedCapacity: total) { places, filled in
            bytes.withUnsafeBufferPointer { cbytes_places($0.baseAddress, $0.count, one, other, places.baseAddress) }
            filled = total
        }
    }
}

extension [UInt8] {
    /// Appends bytes; cheaper than a slice of an array where there are few of them.
    public mutating func append(copying text: Span<UInt8>) {
        let needed = count + text.count
        if needed > capacity { reserveCapacity(Swift.max(needed, capacity * 2)) }
        append(addingCapacity: text.count) { output in
            output.withUnsafeMutableBufferPointer { buffer, filled in
                guard let free = buffer.baseAddress?.advanced(by: filled) else { return }
                text.withUnsafeBufferPointer { source in
                    if let start = source.baseAddress { free.initialize(from: start, count: source.count) }
                }
                filled += text.count
            }
        }
    }
}
