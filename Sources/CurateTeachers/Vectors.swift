/// Sentence vectors from outside.
enum Vectors {
    /// The vector scaled to length 1; nil where it has no direction.
    static func unit(_ vector: [Float]) -> [Float]? {
        let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        guard length.isFinite, length > 0 else { return nil }
        // What is of length 1 already stays as it is, to the bit.
        return abs(length - 1) < 1e-6 ? vector : vector.map { Float(Double($0) / length) }
    }
}
