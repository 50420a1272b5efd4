/// What normalization changed in a text, or why it could not.
public struct ChangeKinds: OptionSet, Hashable, Sendable {
    /// The kinds as bits.
    public let rawValue: UInt16

    /// Kinds from their bits.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// A compatibility character became plain (NFKC differs from NFC).
    public static let compatibility = ChangeKinds(rawValue: 1 << 0)
    /// Characters were composed or reordered (NFC).
    public static let composition = ChangeKinds(rawValue: 1 << 1)
    /// An ideograph changed between traditional and simplified.
    public static let script = ChangeKinds(rawValue: 1 << 2)
    /// A full-width or half-width form changed by the width rule.
    public static let width = ChangeKinds(rawValue: 1 << 3)
    /// A letter changed case.
    public static let letterCase = ChangeKinds(rawValue: 1 << 4)
    /// A punctuation mark or symbol was mapped or removed.
    public static let punctuation = ChangeKinds(rawValue: 1 << 5)
    /// A zero-width character was removed.
    public static let zeroWidth = ChangeKinds(rawValue: 1 << 6)
    /// A control character was removed.
    public static let control = ChangeKinds(rawValue: 1 << 7)
    /// A private-use character or noncharacter was removed.
    public static let privateUse = ChangeKinds(rawValue: 1 << 8)
    /// White space was removed, or a space took its place.
    public static let whitespace = ChangeKinds(rawValue: 1 << 9)
    /// A mask was removed or replaced.
    public static let mask = ChangeKinds(rawValue: 1 << 10)
    /// The text is not well-formed UTF-8 and was left as it is.
    public static let invalidUnicode = ChangeKinds(rawValue: 1 << 11)

    /// Every kind with the name that reports use, in the order of the bits.
    public static let names: [(kind: ChangeKinds, name: String)] = [
        (.compatibility, "compatibility"), (.composition, "composition"), (.script, "script"), (.width, "width"),
        (.letterCase, "case"), (.punctuation, "punctuation"), (.zeroWidth, "zero_width"), (.control, "control"),
        (.privateUse, "private_use"), (.whitespace, "whitespace"), (.mask, "mask"),
        (.invalidUnicode, "invalid_unicode"),
    ]
}
