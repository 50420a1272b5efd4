import RoFormer

/// The same sentences as in peer.py: sentence i has a length by turn, and tokens by a formula.
enum Workload {
    /// Tokens of a sentence, marks included: 13 on average.
    static let usual = 8...18

    static func sentences(_ count: Int, lengths: ClosedRange<Int>) -> [[Int32]] {
        (0..<count).map { number in
            let length = lengths.lowerBound + number % lengths.count
            let words = (1..<length - 1).map { Int32(200 + (number * 7919 + $0 * 104_729) % 11_000) }
            return [101] + words + [102]
        }
    }

    static func requests(_ sources: [[Int32]]) -> [GenerationRequest] {
        sources.enumerated().map { number, source in
            GenerationRequest(
                source: source, seed: UInt64(number), samples: 10, topP: 0.95, maxLength: source.count)
        }
    }

    static func meanLength(_ sentences: [[Int32]]) -> Double {
        Double(sentences.reduce(0) { $0 + $1.count }) / Double(sentences.count)
    }
}
