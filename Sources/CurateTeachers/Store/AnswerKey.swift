internal import Checksums
internal import CurateCore

/// The digest under which an answer is kept: of the teacher's identity and all that decides the answer.
struct AnswerKey: Hashable {
    /// 32 bytes.
    let bytes: [UInt8]

    static func paraphrase(_ request: ParaphraseRequest, teacher: String) -> AnswerKey {
        var fields = FieldBytes(["paraphrase", teacher, request.text])
        let sampling = request.sampling
        fields.append(request.seed)
        for count in [sampling.samples, sampling.topK, sampling.maxLength] { fields.append(UInt64(bitPattern: count)) }
        for share in [sampling.topP, sampling.temperature, sampling.sourceNoise] { fields.append(share.bitPattern) }
        for range in request.masked {
            fields.append(UInt64(bitPattern: range.lowerBound))
            fields.append(UInt64(bitPattern: range.upperBound))
        }
        return AnswerKey(fields)
    }

    static func embed(_ text: String, teacher: String, precision: VectorPrecision) -> AnswerKey {
        AnswerKey(FieldBytes(["embed", precision.rawValue, teacher, text]))
    }

    static func surprisal(_ request: SurprisalRequest, teacher: String) -> AnswerKey {
        var fields = FieldBytes(["likelihood", teacher, request.source, request.target])
        for range in request.masked {
            fields.append(UInt64(bitPattern: range.lowerBound))
            fields.append(UInt64(bitPattern: range.upperBound))
        }
        return AnswerKey(fields)
    }

    private init(_ fields: FieldBytes) {
        let digits = Array(SHA256.hex(of: fields.bytes).utf8)
        bytes = stride(from: 0, to: digits.count, by: 2).map {
            Self.value(digits[$0]) << 4 | Self.value(digits[$0 + 1])
        }
    }

    private static func value(_ digit: UInt8) -> UInt8 { digit < 58 ? digit - 48 : digit - 87 }
}

/// Fields as bytes that no other fields give: texts go with their length.
private struct FieldBytes {
    var bytes: [UInt8] = []

    init(_ texts: [String]) {
        for text in texts {
            append(UInt64(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        }
    }

    mutating func append(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}

extension UInt64 {
    init(bitPattern number: Int) { self = UInt64(UInt(bitPattern: number)) }
}
