/// A sentence prepared for comparison with many others.
struct Sentence: Sendable, Equatable {
    /// Ascending.
    var tokens: [Bigrams.Token] = []
    var features: UInt64 = 0
    /// A hash of the sentence without its light words.
    var skeleton: UInt64 = 0

    /// Number of characters.
    var length: Int { tokens.count - 1 }
}

/// Prepares sentences; keeps its buffers.
struct SentenceReader {
    private(set) var scalars: [UInt32] = []
    private var rest: [UInt32] = []

    /// Replaces `sentence`.
    mutating func read(_ text: ArraySlice<UInt8>, into sentence: inout Sentence) {
        Characters.read(text, into: &scalars)
        Bigrams.read(scalars, into: &sentence.tokens)
        sentence.features = ProtectedFeatures.hash(scalars)
        LightWords.strip(scalars, into: &rest)
        sentence.skeleton = Self.hash(rest)
    }

    private static func hash(_ scalars: [UInt32]) -> UInt64 {
        var hash: UInt64 = 0x4528_21E6_38D0_1377
        for scalar in scalars {
            let product = (hash ^ UInt64(scalar)).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            hash = product.high ^ product.low
        }
        return hash
    }
}
