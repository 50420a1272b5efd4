/// A byte sequence that its encoding does not allow.
public struct InvalidSequence: Sendable, Equatable {
    /// Offset of the first of the bytes in the whole input, from 0.
    public let offset: Int
    /// The bytes.
    public let bytes: [UInt8]

    /// A sequence found by a decoder.
    public init(offset: Int, bytes: [UInt8]) {
        self.offset = offset
        self.bytes = bytes
    }
}

/// Why bytes could not be decoded.
public enum EncodingError: Error, Equatable, CustomStringConvertible {
    /// No converter has the name; `nearest` are known names that look like it, the nearest first.
    case unknownName(String, nearest: [String])
    /// The encoding does not allow the bytes.
    case invalid(InvalidSequence, encoding: String)
    /// ICU failed, in ICU's words.
    case library(String)

    /// The reason, in one sentence.
    public var description: String {
        switch self {
        case .unknownName(let name, let nearest):
            "No encoding is called \"\(name)\"."
                + (nearest.isEmpty ? "" : " Names like it: \(nearest.joined(separator: ", ")).")
        case .invalid(let sequence, let encoding):
            "The bytes \(hexadecimal(sequence.bytes)) at offset \(sequence.offset) are not valid \(encoding)."
        case .library(let reason): "ICU failed to decode: \(reason)."
        }
    }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(separator: " ")
}
