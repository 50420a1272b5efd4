internal import Glibc
internal import LinearAlgebra

/// Rotary positions: pair i of a head turns by position · 10000^(-2i / head size).
///
/// Source: Su et al., RoFormer (2021), equation 34; pairs are neighbours, as in the published models.
enum RotaryTable {
    /// A row for each position: cosines of all pairs, then sines.
    static func make(positions: Int, headSize: Int) -> FloatTable {
        var values: [Float] = []
        values.reserveCapacity(positions * headSize)
        for position in 0..<positions {
            let angles = (0..<headSize / 2).map { pair in
                Double(position) * pow(10_000, -2 * Double(pair) / Double(headSize))
            }
            values += angles.map { Float(cos($0)) }
            values += angles.map { Float(sin($0)) }
        }
        return FloatTable(values, columns: headSize)
    }
}
