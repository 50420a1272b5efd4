public import CurateCore
import JSONParsing

/// The view `pairs` as JSON lines. Every row has every key, in this order: id, sentence1, sentence2, label, scale,
/// class, corpus, split, copies.
///
/// `label` is 0 or 1 for a binary label, a number with a fraction for a soft label or a score, the word for a label of
/// natural language inference, and null without a label. `class` is RoFormer-Sim's class, or null.
public struct PairsJSONLines: RowEncoder {
    public init() {}

    @discardableResult
    public func encode(_ batch: Batch, rows: Range<Int>, roster: Roster, into output: inout [UInt8]) -> Int {
        let sources = roster.sources.map(SourceText.init)
        for row in rows {
            let source = sources[Int(batch.sources[row])]
            output.append(contentsOf: Fragments.id)
            batch.ids[row].appendHexadecimal(to: &output)
            output.append(contentsOf: Fragments.first)
            batch.a.text.withText(row) { JSONWriting.appendString($0, to: &output) }
            output.append(contentsOf: Fragments.second)
            batch.b.text.withText(row) { JSONWriting.appendString($0, to: &output) }
            output.append(contentsOf: Fragments.label)
            batch.labels[row].appendJSON(threshold: source.threshold, to: &output)
            output.append(contentsOf: source.members)
            output.appendDecimal(batch.copies[row])
            output.append(contentsOf: Fragments.end)
        }
        return 0
    }
}

/// What is the same in all rows.
private enum Fragments {
    static let id = Array("{\"id\":\"".utf8)
    static let first = Array("\",\"sentence1\":".utf8)
    static let second = Array(",\"sentence2\":".utf8)
    static let label = Array(",\"label\":".utf8)
    static let classMember = Array(",\"class\":".utf8)
    static let null = Array("null".utf8)
    static let end = Array("}\n".utf8)
    /// By scale.
    static let scales = LabelScale.allCases.map { Array(",\"scale\":\"\($0.name)\"".utf8) }
    /// By ``NLILabel/rawValue``.
    static let words = NLILabel.allCases.map { Array("\"\($0.name)\"".utf8) }
}

/// What is the same in all rows of a source.
private struct SourceText {
    let threshold: Float
    /// Corpus and split, and the beginning of what follows.
    let members: [UInt8]

    init(_ source: SourceInfo) {
        threshold = source.threshold
        var members = Array(",\"corpus\":".utf8)
        JSONWriting.appendString(source.corpus, to: &members)
        members += Array(",\"split\":".utf8)
        JSONWriting.appendString(source.split, to: &members)
        self.members = members + Array(",\"copies\":".utf8)
    }
}

extension Label {
    /// The values of label, scale and class, with the keys between them.
    fileprivate func appendJSON(threshold: Float, to output: inout [UInt8]) {
        switch scale {
        case .binary where value == 0 || value == 1: output.appendDecimal(value == 1 ? 1 : 0)
        case .binary, .ordinal: JSONWriting.appendFloat(value, to: &output)
        case .nli: output.append(contentsOf: Fragments.words[Int(value)])
        case .none: output.append(contentsOf: Fragments.null)
        }
        output.append(contentsOf: Fragments.scales[Int(scale.rawValue)])
        output.append(contentsOf: Fragments.classMember)
        if let number = fiveClass(threshold: threshold) {
            output.appendDecimal(UInt32(number))
        } else {
            output.append(contentsOf: Fragments.null)
        }
    }
}
