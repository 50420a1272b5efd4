public import CurateCore

/// The view `pairs` as RoFormer-Sim's training script reads it: `sentence1<TAB>sentence2<TAB>label`, no header.
///
/// NLI labels are written as words. A tab or line end inside a text becomes a space, since the format has no quotes.
public struct PairsTSV: RowEncoder {
    public init() {}

    public var header: [UInt8] { [] }

    public func encode(_ batch: Batch, rows: Range<Int>, roster: Roster, into bytes: inout [UInt8]) {
        for row in rows {
            Self.append(batch.a.text, row, to: &bytes)
            bytes.append(9)
            Self.append(batch.b.text, row, to: &bytes)
            bytes.append(9)
            bytes += Self.text(batch.labels[row]).utf8
            bytes.append(10)
        }
    }

    private static func append(_ column: TextColumn, _ row: Int, to bytes: inout [UInt8]) {
        for byte in column.bytes[column.range(row)] { bytes.append(byte == 9 || byte == 10 || byte == 13 ? 32 : byte) }
    }

    private static func text(_ label: Label) -> String {
        switch label.scale {
        case .none: ""
        case .nli: NLILabel(rawValue: Int(label.value))?.name ?? ""
        case .binary, .ordinal:
            label.value == label.value.rounded() ? String(Int(label.value)) : String(label.value)
        }
    }
}
