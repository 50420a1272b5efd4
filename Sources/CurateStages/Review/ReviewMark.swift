public import CurateCore
internal import Hashing
internal import JSONParsing

/// What a person decided about one record.
public struct ReviewMark: Sendable, Hashable {
    public enum Action: Sendable, Hashable {
        case exclude
        case relabel(Label)
        /// Takes back what was decided about the record before.
        case undo
    }

    public var record: RecordID
    public var action: Action
    /// The reason, for the ledger.
    public var note: String
    /// Who decided.
    public var by: String
    /// ``textsHash(_:_:)`` of the texts that the person saw.
    public var texts: String

    public init(record: RecordID, action: Action, note: String = "", by: String = "", texts: String) {
        self.record = record
        self.action = action
        self.note = note
        self.by = by
        self.texts = texts
    }

    /// 32 hexadecimal digits that change when one of the texts does; a record of one text has an empty second one.
    public static func textsHash(_ first: some Collection<UInt8>, _ second: some Collection<UInt8>) -> String {
        var bytes: [UInt8] = []
        Packing.append(UInt64(first.count), to: &bytes)
        bytes += first
        bytes += second
        return XXH3.hash128(bytes.span).description
    }

    /// The mark as a line of a review file, its end included.
    public var line: [UInt8] {
        var bytes = Array("{\"id\":\"\(record)\",\"action\":\"\(word)\"".utf8)
        if case .relabel(let label) = action { bytes += Array(Self.members(label).utf8) }
        for (key, value) in [("note", note), ("by", by), ("texts", texts)] where !value.isEmpty {
            bytes += Array(",\"\(key)\":".utf8)
            JSONWriting.appendString(value, to: &bytes)
        }
        return bytes + Array("}\n".utf8)
    }

    /// `exclude`, `relabel` or `undo`.
    public var word: String {
        switch action {
        case .exclude: "exclude"
        case .relabel: "relabel"
        case .undo: "undo"
        }
    }

    private static func members(_ label: Label) -> String {
        let value: String
        switch label.scale {
        case .nli: value = "\"\(NLILabel(rawValue: Int(label.value))?.name ?? "")\""
        case .none: value = "null"
        case .binary, .ordinal:
            value = label.value == label.value.rounded() ? String(Int(label.value)) : String(label.value)
        }
        return ",\"label\":\(value),\"scale\":\"\(label.scale.name)\""
    }
}

extension Label {
    /// A label as a review file or a form states it: a number with its scale, or the name of an NLI label.
    ///
    /// - Parameter scale: nil: binary for a number, NLI for a name.
    /// - Returns: nil for what is no label of the scale.
    public init?(text: String, scale: LabelScale?) {
        if let name = NLILabel(name: text), scale == nil || scale == .nli {
            self.init(.nli, Float(name.rawValue))
            return
        }
        guard let number = Float(text), number.isFinite else { return nil }
        switch scale ?? .binary {
        case .binary where (0...1).contains(number): self.init(.binary, number)
        case .ordinal: self.init(.ordinal, number)
        case .nli where NLILabel(rawValue: Int(number)) != nil && number == number.rounded(): self.init(.nli, number)
        default: return nil
        }
    }
}
