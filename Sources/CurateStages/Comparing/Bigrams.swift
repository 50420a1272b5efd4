/// Neighbouring characters of a text with a pad before the first and after the last, so that a text of n characters
/// has n + 1 of them.
///
/// They form a multiset: the second occurrence of a bigram is another token than the first. Multisets then compare as
/// sets: their Jaccard similarity is that of the tokens.
enum Bigrams {
    /// A bigram and which occurrence it is: 21 bits for each character, 20 for the occurrence. Sorts by bigram.
    typealias Token = UInt64

    /// The bits of a token that number its occurrence.
    static let occurrence: Token = 0xF_FFFF

    /// Stand for the start and the end of a text; no Unicode scalar has these values.
    static let start: UInt32 = 0x1F_FFFE
    static let end: UInt32 = 0x1F_FFFF

    /// Replaces `tokens` by the text's, ascending.
    static func read(_ scalars: [UInt32], into tokens: inout [Token]) {
        tokens.removeAll(keepingCapacity: true)
        append(scalars, to: &tokens)
        number(&tokens)
    }

    /// Appends the text's bigrams, not yet numbered.
    static func append(_ scalars: [UInt32], to tokens: inout [Token]) {
        var left = start
        for scalar in scalars {
            tokens.append(bigram(left, scalar))
            left = scalar
        }
        tokens.append(bigram(left, end))
    }

    /// Sorts bigrams and numbers those that repeat.
    static func number(_ tokens: inout [Token]) {
        tokens.sort()
        var run: UInt64 = 0
        for place in tokens.indices.dropFirst() {
            run = tokens[place] == tokens[place - 1] &- run ? min(run + 1, occurrence) : 0
            tokens[place] += run
        }
    }

    private static func bigram(_ left: UInt32, _ right: UInt32) -> Token {
        UInt64(left & 0x1F_FFFF) << 41 | UInt64(right & 0x1F_FFFF) << 20
    }

    /// The token's first character.
    static func first(_ token: Token) -> UInt32 { UInt32(token >> 41) & 0x1F_FFFF }

    /// Number of tokens in both of two ascending lists.
    static func overlap(_ left: [Token], _ right: [Token]) -> Int {
        var (i, j, shared) = (0, 0, 0)
        while i < left.count, j < right.count {
            if left[i] == right[j] {
                (i, j, shared) = (i + 1, j + 1, shared + 1)
            } else if left[i] < right[j] {
                i += 1
            } else {
                j += 1
            }
        }
        return shared
    }
}
