/// A record's place in the input: the number of its file in the plan, its line, and which of the row's records it is.
///
/// The plan orders files by the corpora's priority, then by split, then by name, so comparing ordinals is the rule
/// "the first copy survives". Packed into 64 bits: 20 for the file, 32 for the line, 12 for the record in the row.
public struct Ordinal: Hashable, Sendable, BitwiseCopyable {
    public var packed: UInt64

    @inlinable
    public init(packed: UInt64) { self.packed = packed }

    /// - Parameters:
    ///   - file: number of the file in the plan, below 2^20.
    ///   - line: physical line at which the row starts, from 1.
    ///   - sub: which of the row's records, from 0; a synonym group makes one for each synonym.
    @inlinable
    public init(file: Int, line: Int, sub: Int = 0) {
        precondition(file < 1 << 20 && line < 1 << 32 && sub < 1 << 12, "a record's place does not fit its ordinal")
        packed = UInt64(file) << 44 | UInt64(line) << 12 | UInt64(sub)
    }

    /// The most records that one row may make.
    public static let mostPerRow = 1 << 12

    @inlinable public var file: Int { Int(packed >> 44) }
    @inlinable public var line: Int { Int(packed >> 12 & 0xFFFF_FFFF) }
    @inlinable public var sub: Int { Int(packed & 0xFFF) }
}

extension Ordinal: Comparable {
    @inlinable
    public static func < (left: Ordinal, right: Ordinal) -> Bool { left.packed < right.packed }
}
