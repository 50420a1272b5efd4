/// A way to change what a sentence says by a small edit.
public enum EditKind: String, Sendable, Hashable, CaseIterable {
    /// A negation put in or taken out.
    case negation
    /// A number, in digits or Chinese numerals.
    case number
    /// The unit behind a number.
    case unit
    /// Days, weekdays, months, seasons, holidays, times of day.
    case date
    /// Countries, provinces, cities.
    case place
    /// Brands, people, subjects, kin: what has a name of its own.
    case entity
    case colour
    /// A word where its opposite stood.
    case antonym
    /// More and less, before and after, at least and at most.
    case comparative
    /// Who does it to whom, from where to where.
    case order
    /// What a question asks for.
    case focus

    /// The number stored with a record; never changed. 0 is none.
    @inlinable public var code: UInt64 { UInt64(Self.allCases.firstIndex(of: self) ?? 0) + 1 }

    /// The kind with this number.
    public init?(code: UInt64) {
        guard (1...UInt64(Self.allCases.count)).contains(code) else { return nil }
        self = Self.allCases[Int(code) - 1]
    }
}
