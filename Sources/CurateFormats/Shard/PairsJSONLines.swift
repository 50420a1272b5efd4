public import CurateCore
internal import JSONParsing

/// The view `pairs` as JSON lines: every row has the same keys in the same order, as `datasets` wants it.
///
/// `{"id", "sentence1", "sentence2", "label", "scale", "class", "corpus", "split", "copies"}`: the label is 0 or 1, a
/// score, an NLI word or null; `class` is RoFormer-Sim's five-class label or null; `split` is the split as published.
public struct PairsJSONLines: RowEncoder {
    public init() {}

    public var header: [UInt8] { [] }

    public func encode(_ batch: Batch, rows: Range<Int>, roster: Roster, into bytes: inout [UInt8]) {
        var tails = TailCache(roster: roster)
        for row in rows {
            bytes += Self.open
            HexDigits.append(batch.ids[row], to: &bytes)
            bytes += Self.first
            batch.a.text.withText(row) { JSONWriting.appendString($0, to: &bytes) }
            bytes += Self.second
            if batch.flags[row].contains(.single) {
                bytes += Self.null
            } else {
                batch.b.text.withText(row) { JSONWriting.appendString($0, to: &bytes) }
            }
            bytes += tails.tail(batch.sources[row], batch.labels[row])
            JSONWriting.appendInteger(batch.copies[row], to: &bytes)
            bytes += Self.close
        }
    }

    private static let open = Array("{\"id\":\"".utf8)
    private static let first = Array("\",\"sentence1\":".utf8)
    private static let second = Array(",\"sentence2\":".utf8)
    private static let null = Array("null".utf8)
    private static let close = Array("}\n".utf8)

    /// What follows the texts repeats for all records of a source and label.
    private struct TailCache {
        private struct Key: Hashable {
            var source: UInt16
            var label: Label
        }

        let roster: Roster
        private var tails: [Key: [UInt8]] = [:]

        init(roster: Roster) { self.roster = roster }

        mutating func tail(_ source: UInt16, _ label: Label) -> [UInt8] {
            let key = Key(source: source, label: label)
            if let tail = tails[key] { return tail }
            let tail = make(roster.sources[Int(source)], label)
            tails[key] = tail
            return tail
        }

        private func make(_ source: SourceInfo, _ label: Label) -> [UInt8] {
            let number = label.fiveClass(threshold: source.threshold).map(String.init) ?? "null"
            var tail = Array(
                ",\"label\":\(Self.text(label)),\"scale\":\"\(label.scale.name)\",\"class\":\(number),\"corpus\":".utf8)
            JSONWriting.appendString(source.corpus, to: &tail)
            tail += ",\"split\":".utf8
            JSONWriting.appendString(source.split, to: &tail)
            return tail + Array(",\"copies\":".utf8)
        }

        private static func text(_ label: Label) -> String {
            switch label.scale {
            case .none: "null"
            case .nli: "\"\(NLILabel(rawValue: Int(label.value))?.name ?? "")\""
            case .binary, .ordinal:
                label.value == label.value.rounded() ? String(Int(label.value)) : String(label.value)
            }
        }
    }
}

/// Record ids as 32 lower-case hexadecimal digits.
enum HexDigits {
    private static let digits = Array("0123456789abcdef".utf8)

    static func append(_ id: RecordID, to bytes: inout [UInt8]) {
        append(id.high, to: &bytes)
        append(id.low, to: &bytes)
    }

    private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 60, through: 0, by: -4) { bytes.append(digits[Int(word >> UInt64(shift) & 15)]) }
    }
}
