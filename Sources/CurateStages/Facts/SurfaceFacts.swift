internal import CurateCore

/// Whether two sentences state other numbers, or one of them is turned round: counted of every pair that a run writes.
enum SurfaceFacts {
    static func differences(_ left: String, _ right: String) -> FactDifferences {
        let (a, b) = (left.unicodeScalars.map(\.value), right.unicodeScalars.map(\.value))
        let (first, second) = (classes(a), classes(b))
        let either = first.union(second)
        // Most sentences have neither, which is seen faster than read.
        let number =
            !either.isDisjoint(with: [.digit, .numeral])
            && NumberFacts.values(a).sorted() != NumberFacts.values(b).sorted()
        let negation = either.contains(.negative) && NegationFacts.count(left) != NegationFacts.count(right)
        return FactDifferences(number: number, negation: negation)
    }

    private static func classes(_ scalars: [UInt32]) -> CharacterClass {
        scalars.reduce(into: CharacterClass()) { $0.formUnion(CharacterClass.of($1)) }
    }
}
