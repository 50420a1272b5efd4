public import CurateCore

/// Arrays as NumPy stores them, format version 1.0: magic, version, length of the head, a Python dictionary padded with
/// spaces so that numbers begin at a multiple of 64 bytes, then the numbers, little-endian, last index fastest.
///
/// Source: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays".
public enum NumPyArray {
    /// What a file of vectors begins with.
    public static func head(shape: [Int], _ precision: VectorRequest.Precision) -> [UInt8] {
        head(type: precision == .float16 ? "<f2" : "<f4", shape: shape)
    }

    /// What a file of record ids begins with: 32 hexadecimal digits each follow, without anything between them.
    public static func head(ids rows: Int) -> [UInt8] { head(type: "|S32", shape: [rows]) }

    public static func append(_ value: Float, _ precision: VectorRequest.Precision, to bytes: inout [UInt8]) {
        switch precision {
        case .float32: Packing.append(value.bitPattern, to: &bytes)
        case .float16: Packing.append(Float16(value).bitPattern, to: &bytes)
        }
    }

    private static func head(type: String, shape: [Int]) -> [UInt8] {
        let axes = shape.map { "\($0)," }.joined(separator: " ")
        let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(axes)), }"
        let padding = 63 - (10 + text.utf8.count) % 64
        let dictionary = Array(text.utf8) + Array(repeating: 0x20, count: padding) + [0x0A]
        var bytes = [0x93] + Array("NUMPY".utf8) + [1, 0]
        Packing.append(UInt16(dictionary.count), to: &bytes)
        return bytes + dictionary
    }
}
