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
    /// 吗 and 么 at the end of a question, and 呢 behind one that has a question word.
    case question
    /// 请问, 你好 and the like.
    case politeness
    /// 啊, 呀, 哦 at the end.
    case mood
    /// 的 where 地 stood, as many write.
    case particle
    /// Full-width and half-width letters, digits and signs.
    case width
    /// Traditional characters.
    case script

    /// Edits after which a sentence says something else.
    public static let changing: [EditKind] = [
        .negation, .number, .unit, .date, .place, .entity, .colour, .antonym, .comparative, .order, .focus,
    ]
    /// Edits after which it says the same.
    public static let keeping: [EditKind] = [.question, .politeness, .mood, .particle, .width, .script]

    /// The number stored with a record; never changed. 0 is none.
    @inlinable public var code: UInt64 { UInt64(Self.allCases.firstIndex(of: self) ?? 0) + 1 }

    /// The kind with this number.
    public init?(code: UInt64) {
        guard (1...UInt64(Self.allCases.count)).contains(code) else { return nil }
        self = Self.allCases[Int(code) - 1]
    }
}
