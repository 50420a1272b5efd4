/// A column of normalized texts in one run of UTF-8.
public struct NormalizedColumn: Sendable, Equatable {
    /// All texts, one behind the other.
    public var bytes: [UInt8]
    /// Where each text ends in ``bytes``; the first starts at 0.
    public var ends: [UInt32]
    /// What was changed in each text.
    public var changes: [ChangeKinds]
    /// How many texts the code-point table could not decide alone and were handed to ICU.
    public var textsThroughICU: Int

    /// The bytes' range of the text at `row`.
    public func range(_ row: Int) -> Range<Int> {
        (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])
    }
}
