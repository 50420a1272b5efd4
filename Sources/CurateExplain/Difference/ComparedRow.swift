internal import CurateCore

/// A row as two folders are compared by it: 56 bytes, whatever its texts.
struct ComparedRow: BitwiseCopyable, Comparable {
    var id: RecordID
    /// Of texts in their order.
    var texts: UInt64
    /// Of label and scale.
    var label: UInt64
    /// Of copies, score, origin and cosine.
    var values: UInt64
    /// Numbers of names: the source, and the split or the rule.
    var source: UInt32
    var standing: UInt32
    /// Side, kind, file and row in 1, 1, 22 and 40 bits.
    private var packed: UInt64

    init(
        id: RecordID, texts: UInt64, label: UInt64, values: UInt64, source: UInt32, standing: UInt32, isSecond: Bool,
        isRejected: Bool, place: RowPlace
    ) {
        (self.id, self.texts, self.label, self.values) = (id, texts, label, values)
        (self.source, self.standing) = (source, standing)
        packed =
            (isSecond ? 1 << 63 : 0) | (isRejected ? 1 << 62 : 0) | UInt64(place.file) << 40 | UInt64(place.row)
    }

    var isSecond: Bool { packed >> 63 == 1 }
    var isRejected: Bool { packed >> 62 & 1 == 1 }
    var place: RowPlace { RowPlace(file: Int(packed >> 40 & 0x3F_FFFF), row: Int(packed & 0xFF_FFFF_FFFF)) }

    /// By id, then by where it stands: never by numbers of names, which threads give out as they come.
    static func < (left: ComparedRow, right: ComparedRow) -> Bool {
        left.id == right.id ? left.packed < right.packed : left.id < right.id
    }

    static func == (left: ComparedRow, right: ComparedRow) -> Bool {
        left.id == right.id && left.packed == right.packed
    }
}
