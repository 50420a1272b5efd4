/// Finds the longest tokens in words.
///
/// Tokens that continue a word are those written `##…` in the vocabulary.
struct WordPieces: Sendable {
    /// A longer word is unknown as a whole.
    static let longestWord = 100

    /// The token that is this one code point at a word's start, by code point; -1 where there is none.
    private let single: [Int32]
    private let unknown: Int32
    private var steps: [UInt64: Int32] = [:]
    /// The token that ends at a node; -1 where none does.
    private var ends: [Int32] = [-1, -1]

    private static let start: Int32 = 0
    private static let continuation: Int32 = 1

    init(_ vocabulary: Vocabulary) {
        unknown = vocabulary.special.unknown
        single = Self.singles(vocabulary.tokens)
        for (id, token) in vocabulary.tokens.enumerated() {
            let scalars = Array(token.unicodeScalars)
            let continues = scalars.count > 2 && scalars.starts(with: "##".unicodeScalars)
            add(continues ? scalars.dropFirst(2) : scalars[...], from: continues ? Self.continuation : Self.start, id)
        }
    }

    private static func singles(_ tokens: [String]) -> [Int32] {
        let codePoints = tokens.map { token -> UInt32? in
            let scalars = token.unicodeScalars
            return scalars.count == 1 ? scalars.first?.value : nil
        }
        var single = [Int32](repeating: -1, count: Int(codePoints.compactMap { $0 }.max() ?? 0) + 1)
        for (id, codePoint) in codePoints.enumerated() {
            if let codePoint { single[Int(codePoint)] = Int32(id) }
        }
        return single
    }

    private mutating func add(_ scalars: ArraySlice<Unicode.Scalar>, from root: Int32, _ id: Int) {
        if scalars.isEmpty { return }
        var node = root
        for scalar in scalars {
            let key = Self.key(node, scalar.value)
            if let next = steps[key] {
                node = next
            } else {
                ends.append(-1)
                node = Int32(ends.count - 1)
                steps[key] = node
            }
        }
        ends[Int(node)] = Int32(id)
    }

    private static func key(_ node: Int32, _ codePoint: UInt32) -> UInt64 {
        UInt64(UInt32(bitPattern: node)) << 32 | UInt64(codePoint)
    }

    /// The token of a word of one code point.
    func token(of codePoint: UInt32) -> Int32 {
        let id = Int(codePoint) < single.count ? single[Int(codePoint)] : -1
        return id < 0 ? unknown : id
    }

    /// The tokens of a word, each with the places of its code points in it, are handed to `emit`; one unknown token where the
    /// word cannot be spelled or is too long.
    func cut(_ word: [UInt32], emit: (Int32, Range<Int>) -> Void) {
        var pieces: [(id: Int32, places: Range<Int>)] = []
        var start = 0
        while start < word.count && word.count <= Self.longestWord {
            guard let piece = longest(word, from: start) else { break }
            pieces.append((piece.id, start..<piece.end))
            start = piece.end
        }
        if start < word.count { return emit(unknown, word.indices) }
        for piece in pieces { emit(piece.id, piece.places) }
    }

    private func longest(_ word: [UInt32], from start: Int) -> (id: Int32, end: Int)? {
        var node = start == 0 ? Self.start : Self.continuation
        var best: (id: Int32, end: Int)?
        for place in start..<word.count {
            guard let next = steps[Self.key(node, word[place])] else { break }
            node = next
            if ends[Int(node)] >= 0 { best = (ends[Int(node)], place + 1) }
        }
        return best
    }
}
