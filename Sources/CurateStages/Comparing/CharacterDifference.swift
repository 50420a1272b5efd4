/// The characters that one of two sentences has more of than the other.
struct CharacterDifference {
    private(set) var onlyLeft: [UInt32] = []
    private(set) var onlyRight: [UInt32] = []

    /// - Parameters: the tokens of both sentences, ascending.
    init(_ left: [Bigrams.Token], _ right: [Bigrams.Token]) {
        // Every character starts one bigram, so what the bigrams share cancels out.
        var (i, j) = (0, 0)
        while i < left.count || j < right.count {
            if j == right.count || (i < left.count && left[i] < right[j]) {
                onlyLeft.append(Bigrams.first(left[i]))
                i += 1
            } else if i == left.count || right[j] < left[i] {
                onlyRight.append(Bigrams.first(right[j]))
                j += 1
            } else {
                (i, j) = (i + 1, j + 1)
            }
        }
        onlyLeft.sort()
        onlyRight.sort()
        cancel()
    }

    /// True when one sentence has a character and the other its opposite in its place.
    var isOpposite: Bool {
        onlyLeft.contains { character in
            guard let opposites = Opposites.table[character] else { return false }
            return onlyRight.contains { opposites.contains($0) }
        }
    }

    /// True when the sentences have the same characters.
    var isEmpty: Bool { onlyLeft.isEmpty && onlyRight.isEmpty }

    private mutating func cancel() {
        var (left, right): ([UInt32], [UInt32]) = ([], [])
        var (i, j) = (0, 0)
        while i < onlyLeft.count || j < onlyRight.count {
            if j == onlyRight.count || (i < onlyLeft.count && onlyLeft[i] < onlyRight[j]) {
                left.append(onlyLeft[i])
                i += 1
            } else if i == onlyLeft.count || onlyRight[j] < onlyLeft[i] {
                right.append(onlyRight[j])
                j += 1
            } else {
                (i, j) = (i + 1, j + 1)
            }
        }
        (onlyLeft, onlyRight) = (left, right)
    }
}
