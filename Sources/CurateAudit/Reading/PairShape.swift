internal import CurateCore

/// Compares the characters of two keys, whatever their order.
enum PairShape {
    /// Characters that negate: `不`, `没`, `无`, `非`, `未`, `别`, `勿`, `莫`, `否`, `毋`, and traditional forms.
    private static let negations: [UInt32] = "不没沒无無非未否别別勿莫毋".unicodeScalars.map(\.value)
    private static let negationMarks: [UInt64] = negations.map(mark)

    /// - Parameters:
    ///   - areSame: the keys are equal.
    static func traits(_ a: Span<UInt8>, _ b: Span<UInt8>, areSame: Bool) -> PairTraits {
        if areSame { return [] }
        // All negation characters have three bytes.
        switch a.count - b.count {
        case 0: return sum(a) == sum(b) ? .wordOrder : []
        case 3: return negationMarks.contains(sum(a) &- sum(b)) ? .negation : []
        case -3: return negationMarks.contains(sum(b) &- sum(a)) ? .negation : []
        default: return []
        }
    }

    /// The same for the same characters in any order.
    private static func sum(_ key: Span<UInt8>) -> UInt64 {
        var total: UInt64 = 0
        var place = 0
        while place < key.count {
            let (scalar, length) = key.scalar(at: place)
            total &+= mark(scalar)
            place += length
        }
        return total
    }

    /// A number that spreads scalars over 64 bits (SplitMix64's finish), so that sums tell sets apart.
    private static func mark(_ scalar: UInt32) -> UInt64 {
        var word = (UInt64(scalar) &+ 1) &* 0x9E37_79B9_7F4A_7C15
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
