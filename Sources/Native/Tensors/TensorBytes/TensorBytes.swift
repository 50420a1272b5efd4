internal import CTensors
internal import CZlib

/// How a tensor's numbers stand in a file, little-endian.
public enum TensorElement: String, Sendable, Hashable, Codable, CaseIterable {
    case float32, float16, bfloat16

    /// Bytes of one number.
    public var size: Int { self == .float32 ? 4 : 2 }

    fileprivate var code: Int32 {
        switch self {
        case .float32: Int32(CTENSORS_FLOAT32)
        case .float16: Int32(CTENSORS_FLOAT16)
        case .bfloat16: Int32(CTENSORS_BFLOAT16)
        }
    }
}

/// Numbers of tensors out of bytes, and the checksums that files keep of them.
public enum TensorBytes {
    /// All numbers of `bytes`, in order. `bytes` holds whole numbers and may stand at any alignment.
    public static func floats(_ bytes: Span<UInt8>, as element: TensorElement) -> [Float] {
        let count = whole(bytes, element)
        return bytes.withUnsafeBufferPointer { source in
            [Float](unsafeUninitializedCapacity: count) { buffer, filled in
                filled = count
                if count > 0 { ctensors_decode(element.code, source.baseAddress, count, buffer.baseAddress) }
            }
        }
    }

    /// The numbers of a matrix of `rows` by `columns`, column by column.
    public static func transposedFloats(
        _ bytes: Span<UInt8>, as element: TensorElement, rows: Int, columns: Int
    ) -> [Float] {
        let count = whole(bytes, element)
        precondition(rows >= 0 && columns >= 0 && rows * columns == count, "the matrix is as large as its bytes")
        return bytes.withUnsafeBufferPointer { source in
            [Float](unsafeUninitializedCapacity: count) { buffer, filled in
                filled = count
                if count == 0 { return }
                ctensors_decode_transposed(element.code, source.baseAddress, rows, columns, buffer.baseAddress)
            }
        }
    }

    /// The place of the first NaN or infinity; nil where all numbers are finite.
    public static func firstNonFinite(_ bytes: Span<UInt8>, as element: TensorElement) -> Int? {
        let count = whole(bytes, element)
        if count == 0 { return nil }
        let place = bytes.withUnsafeBufferPointer { ctensors_first_nonfinite(element.code, $0.baseAddress, count) }
        return place == count ? nil : place
    }

    /// A copy of the bytes.
    public static func copy(_ bytes: Span<UInt8>) -> [UInt8] { bytes.withUnsafeBufferPointer { Array($0) } }

    /// CRC-32C (Castagnoli), as TensorFlow's files and iSCSI have it.
    public static func crc32c(_ bytes: Span<UInt8>) -> UInt32 {
        bytes.withUnsafeBufferPointer { buffer in
            buffer.isEmpty ? 0 : ctensors_crc32c(0, buffer.baseAddress, buffer.count)
        }
    }

    /// CRC-32C as TensorFlow's records and LevelDB's tables store it, so that a checksum of bytes that hold checksums is
    /// not special.
    ///
    /// Source: `tensorflow/core/lib/hash/crc32c.h`.
    public static func maskedCRC32C(_ bytes: Span<UInt8>) -> UInt32 {
        let checksum = crc32c(bytes)
        return (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
    }

    /// CRC-32, as zip archives have it.
    public static func crc32(_ bytes: Span<UInt8>) -> UInt32 {
        bytes.withUnsafeBufferPointer { buffer in
            buffer.isEmpty ? 0 : UInt32(truncatingIfNeeded: crc32_z(0, buffer.baseAddress, buffer.count))
        }
    }

    private static func whole(_ bytes: Span<UInt8>, _ element: TensorElement) -> Int {
        precondition(bytes.count % element.size == 0, "whole numbers")
        return bytes.count / element.size
    }
}
