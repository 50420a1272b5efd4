/// How alike two texts look.
enum Overlap {
    /// Shared character bigrams over all bigrams.
    static func share(_ first: String, _ second: String) -> Double {
        let (one, two) = (bigrams(first), bigrams(second))
        let union = one.union(two).count
        return union == 0 ? 0 : Double(one.intersection(two).count) / Double(union)
    }

    private static func bigrams(_ text: String) -> Set<[Character]> {
        let characters = Array(text)
        return Set(zip(characters, characters.dropFirst()).map { [$0, $1] })
    }
}
