import ByteScanning
public import CurateCore
import JSONParsing

/// The view `pairs` as RoFormer-Sim reads it: sentence1, sentence2 and label, separated by tabs, without a header.
///
/// A tab or line end within a text becomes a space. The label is a number, or a word for natural language inference;
/// without a label its field is empty.
public struct PairsTSV: RowEncoder {
    public init() {}

    @discardableResult
    public func encode(_ batch: Batch, rows: Range<Int>, roster: Roster, into output: inout [UInt8]) -> Int {
        var replaced = 0
        for row in rows {
            replaced += batch.a.text.withText(row) { output.appendField($0) }
            output.append(Byte.tab)
            replaced += batch.b.text.withText(row) { output.appendField($0) }
            output.append(Byte.tab)
            batch.labels[row].appendPlain(to: &output)
            output.append(Byte.newline)
        }
        return replaced
    }
}

extension [UInt8] {
    /// Appends a text; returns how many of its characters would have ended the field and became spaces.
    mutating func appendField(_ text: Span<UInt8>) -> Int {
        var replaced = 0
        let start = count
        append(copying: text)
        for place in start..<count where self[place] < 14 {
            let byte = self[place]
            guard byte == Byte.tab || byte == Byte.newline || byte == Byte.carriageReturn else { continue }
            self[place] = Byte.space
            replaced += 1
        }
        return replaced
    }
}

extension Label {
    fileprivate func appendPlain(to output: inout [UInt8]) {
        switch scale {
        case .binary, .ordinal:
            if value >= 0 && value < 1000 && value == value.rounded() {
                output.appendDecimal(UInt32(value))
            } else {
                JSONWriting.appendFloat(value, to: &output)
            }
        case .nli: output.append(contentsOf: NLILabel.names[Int(value)])
        case .none: break
        }
    }
}

extension NLILabel {
    /// By raw value.
    fileprivate static let names = allCases.map { Array($0.name.utf8) }
}
