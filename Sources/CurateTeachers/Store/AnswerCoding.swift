internal import CurateCore
internal import FoundationEssentials

/// How exact stored vectors are.
public enum VectorPrecision: String, Sendable, CaseIterable {
    /// Four bytes a number: as the teacher gave them.
    case float32
    /// Two bytes a number; answers are rounded before they are given out, stored or not, so that a run that is
    /// resumed gets the same.
    case float16
}

/// Answers as bytes of the store.
enum AnswerCoding {
    static func bytes(of paraphrases: [Paraphrase]) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(paraphrases))
    }

    static func paraphrases(_ bytes: [UInt8]) throws -> [Paraphrase] {
        try JSONDecoder().decode([Paraphrase].self, from: Data(bytes))
    }

    static func bytes(of vector: some Collection<Float>, _ precision: VectorPrecision) -> [UInt8] {
        switch precision {
        case .float32: vector.flatMap { littleEndian($0.bitPattern, 4) }
        case .float16: vector.flatMap { littleEndian(UInt32(Float16($0).bitPattern), 2) }
        }
    }

    /// nil when they cannot be a vector.
    static func vector(_ bytes: [UInt8], _ precision: VectorPrecision) -> [Float]? {
        let width = precision == .float32 ? 4 : 2
        guard !bytes.isEmpty, bytes.count % width == 0 else { return nil }
        let vector = stride(from: 0, to: bytes.count, by: width).map { start in
            let bits = (0..<width).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << (8 * $1) }
            return width == 4 ? Float(bitPattern: bits) : Float(Float16(bitPattern: UInt16(bits)))
        }
        return vector.allSatisfy(\.isFinite) ? vector : nil
    }

    private static func littleEndian(_ bits: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
    }
}
