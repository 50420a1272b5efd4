/// A least Jaccard similarity and what follows from it for sets of known sizes.
///
/// Two sets of x and y tokens reach it when they share at least ``required(_:_:)``. Then the smaller holds at least
/// ``least(_:)`` tokens, and, in any fixed order of all tokens, their first ``prefix(_:)`` tokens have one in common
/// (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007). With rare tokens first, few sets share one.
struct SimilarityBound: Sendable {
    let value: Double

    init(_ value: Double) { self.value = value }

    /// Tokens that sets of these sizes must share. A hair below the exact figure is forgiven, so that 17 of 20 is 0.85.
    func required(_ x: Int, _ y: Int) -> Int { Self.up(value * Double(x + y) / (1 + value)) }

    /// The fewest tokens of a set that may reach it with one of `x` tokens.
    func least(_ x: Int) -> Int { Self.up(value * Double(x)) }

    /// The most tokens of a set that may reach it with one of `x` tokens.
    func most(_ x: Int) -> Int { Int(Double(x) / value + 1e-6) }

    func prefix(_ x: Int) -> Int { x - least(x) + 1 }

    private static func up(_ number: Double) -> Int { Int((number - 1e-6).rounded(.up)) }

    static func similarity(_ shared: Int, _ x: Int, _ y: Int) -> Double { Double(shared) / Double(x + y - shared) }
}
