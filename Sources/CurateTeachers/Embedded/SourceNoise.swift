internal import CurateCore
internal import RoFormer

/// Spoils a share of a source's tokens, as in the training of RoFormer-Sim, so that the answers stray from its words: of ten
/// chosen tokens eight become the mask, one becomes another token, one stays.
struct SourceNoise: Sendable {
    private static let purpose = KeyedRandom.Purpose("source noise")

    private let mask: Int32
    /// Tokens that may stand in a text.
    private let ordinary: [Int32]

    init(_ vocabulary: Vocabulary) {
        mask = vocabulary.special.mask
        ordinary = vocabulary.tokens.indices.filter { place in
            let token = vocabulary.tokens[place]
            return !token.isEmpty && !(token.hasPrefix("[") && token.hasSuffix("]"))
        }.map(Int32.init)
    }

    /// Changes `source` between its start and end marks; equal seeds make equal changes.
    func apply(to source: inout [Int32], share: Double, seed: UInt64) {
        if share <= 0 || source.count <= 2 { return }
        for place in 1..<source.count - 1 {
            var random = KeyedRandom(seed: seed, purpose: Self.purpose, number: UInt64(place))
            guard random.unit() < share else { continue }
            switch random.unit() {
            case ..<0.8: source[place] = mask
            case ..<0.9 where !ordinary.isEmpty: source[place] = ordinary[Int(random.next() % UInt64(ordinary.count))]
            default: break
            }
        }
    }
}
