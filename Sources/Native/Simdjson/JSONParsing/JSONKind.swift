/// What a field of a row holds; the raw values are those of the C half.
public enum JSONKind: UInt8, CaseIterable, Sendable {
    /// The object has no such key.
    case missing = 0
    /// `null`.
    case null
    /// A string.
    case string
    /// A number without fraction and exponent, of any size.
    case integer
    /// A number with fraction or exponent.
    case double
    /// `true` or `false`.
    case bool
    /// An array.
    case array
    /// An object.
    case object
}
