import ByteScanning
public import CurateCore
import JSONParsing

/// The view `pairs` as JSON lines. Every row has every key, in this order: id, sentence1, sentence2, label, scale,
/// class, corpus, split, copies.
///
/// `label` is always a number or null, because loaders give a column one type: 0 or 1 for a binary label, a number with
/// a fraction for a soft label or a score, and 0 contradiction, 1 entailment, 2 neutral for natural language inference.
/// `scale` tells which it is. `class` is RoFormer-Sim's class, or null.
///
/// A row that a teacher made has besides: origin, parent, teacher, teacher_identity, cosine, seed. One that a teacher
/// scored has score, the cosine of its two sentences.
public struct PairsJSONLines: RowEncoder {
    private static let head = Array("{\"id\":\"00000000000000000000000000000000\",\"sentence1\":".utf8)
    private static let second = Array(",\"sentence2\":".utf8)
    private static let end = Array("}\n".utf8)

    public init() {}

    @discardableResult
    public func encode(_ batch: Batch, rows: Range<Int>, roster: Roster, into output: inout [UInt8]) -> Int {
        let sources = roster.sources.map(SourceMembers.init)
        let (head, second, end) = (Self.head, Self.second, Self.end)
        let extra = batch.origins.isEmpty && batch.scores.isEmpty ? nil : OriginMembers(roster)
        for row in rows {
            let place = output.count + 7
            output.append(copying: head.span)
            output.writeHexadecimal(batch.ids[row], at: place)
            batch.a.text.withText(row) { JSONWriting.appendString($0, to: &output) }
            output.append(copying: second.span)
            batch.b.text.withText(row) { JSONWriting.appendString($0, to: &output) }
            sources[Int(batch.sources[row])].append(batch.labels[row], to: &output)
            output.appendDecimal(batch.copies[row])
            extra?.append(batch, row, to: &output)
            output.append(copying: end.span)
        }
        return 0
    }
}

/// The members of a source's rows from the label on, up to the number of copies: one text for each frequent label.
private struct SourceMembers {
    private let threshold: Float
    private let origin: [UInt8]
    private let different: [UInt8]
    private let same: [UInt8]
    private let unlabelled: [UInt8]

    init(_ source: SourceInfo) {
        threshold = source.threshold
        let origin = OriginMembers.source(source) + Array(",\"copies\":".utf8)
        self.origin = origin
        let threshold = threshold
        let text = { (label: Label) in label.members(threshold: threshold) + origin }
        different = text(Label(.binary, 0))
        same = text(Label(.binary, 1))
        unlabelled = text(.unlabelled)
    }

    func append(_ label: Label, to output: inout [UInt8]) {
        switch (label.scale, label.value) {
        case (.binary, 0): output.append(copying: different.span)
        case (.binary, 1): output.append(copying: same.span)
        case (.none, _): output.append(copying: unlabelled.span)
        default:
            output.append(contentsOf: label.members(threshold: threshold))
            output.append(copying: origin.span)
        }
    }
}

extension Label {
    /// `,"label":1,"scale":"binary","class":1`
    fileprivate func members(threshold: Float) -> [UInt8] {
        let number = fiveClass(threshold: threshold).map(String.init) ?? "null"
        return Array(",\"label\":\(json),\"scale\":\"\(scale.name)\",\"class\":\(number)".utf8)
    }

    private var number: String {
        guard value.isFinite else { return "null" }
        return value == value.rounded() && abs(value) < 1e6 ? String(Int(value)) : value.description
    }

    private var json: String {
        switch scale {
        case .binary, .ordinal: number
        case .nli: String(Int(value))
        case .none: "null"
        }
    }
}
