import Checksums
public import CurateCore
import JSONParsing

/// A sentence with what means the same and what does not, of all records in which it stands.
public struct AnchorGroup: Sendable {
    /// A sentence beside the anchor.
    public struct Member: Sendable {
        public var text: [UInt8]
        public var id: RecordID
        /// The teacher's cosine; NaN where none was asked.
        public var score: Float

        public init(text: [UInt8], id: RecordID, score: Float) {
            (self.text, self.id, self.score) = (text, id, score)
        }
    }

    public var anchor: [UInt8]
    public var positives: [Member]
    public var negatives: [Member]

    public init(anchor: [UInt8], positives: [Member] = [], negatives: [Member] = []) {
        (self.anchor, self.positives, self.negatives) = (anchor, positives, negatives)
    }
}

/// JSON lines that a trainer reads as they are, made of a sentence with its positives and negatives.
public struct GroupLayout: Sendable {
    /// What the person who exports chooses.
    public struct Choices: Sendable {
        /// Negatives of a row, where the layout has a fixed number.
        public var negatives: Int
        /// Whether every record has a teacher's cosine, so that rows can have scores.
        public var hasScores: Bool

        public init(negatives: Int = 1, hasScores: Bool = false) {
            (self.negatives, self.hasScores) = (negatives, hasScores)
        }
    }

    typealias Rows = @Sendable (AnchorGroup, Choices) -> [[UInt8]]

    public let name: String
    public let about: String
    /// Whether a record's second sentence is an anchor too.
    public let takesBothSides: Bool
    private let make: Rows

    /// The rows of a group, each a line; none where it lacks what the layout needs.
    public func rows(_ group: AnchorGroup, _ choices: Choices) -> [[UInt8]] { make(group, choices) }

    public static let all: [GroupLayout] = [triplet, tuple, flagEmbedding, tevatron, simBERT]

    private static let triplet = GroupLayout(
        name: "sentence-transformers-triplet", about: "anchor, positive and negative, for triplet and ranking losses",
        takesBothSides: true,
        make: { group, _ in
            guard !group.positives.isEmpty, !group.negatives.isEmpty else { return [] }
            return (0..<max(group.positives.count, group.negatives.count)).map { row in
                let positive = group.positives[row % group.positives.count]
                let negative = group.negatives[row % group.negatives.count]
                return JSONObject([
                    ("anchor", .text(group.anchor)), ("positive", .text(positive.text)),
                    ("negative", .text(negative.text)),
                ]).line
            }
        })

    /// The layout whose rows have as many negatives as the person who exports chooses.
    public static let tupleName = "sentence-transformers-tuple"

    private static let tuple = GroupLayout(
        name: tupleName, about: "anchor, positive, negative_1, ...; as many as --negatives says",
        takesBothSides: true,
        make: { group, choices in
            guard group.negatives.count >= choices.negatives else { return [] }
            return group.positives.map { positive in
                let negatives = group.negatives.prefix(choices.negatives).enumerated().map {
                    ("negative_\($0 + 1)", JSONObject.Value.text($1.text))
                }
                return JSONObject(
                    [("anchor", .text(group.anchor)), ("positive", .text(positive.text))] + negatives
                ).line
            }
        })

    private static let flagEmbedding = GroupLayout(
        name: "flagembedding", about: "query, pos and neg; with pos_scores and neg_scores where all are scored",
        takesBothSides: true,
        make: { group, choices in
            guard !group.positives.isEmpty, !group.negatives.isEmpty else { return [] }
            var members: [(String, JSONObject.Value)] = [
                ("query", .text(group.anchor)), ("pos", .texts(group.positives.map(\.text))),
                ("neg", .texts(group.negatives.map(\.text))),
            ]
            if choices.hasScores {
                members.append(("pos_scores", .numbers(group.positives.map(\.score))))
                members.append(("neg_scores", .numbers(group.negatives.map(\.score))))
            }
            return [JSONObject(members).line]
        })

    private static let tevatron = GroupLayout(
        name: "tevatron", about: "query_id, query, positive_passages and negative_passages", takesBothSides: true,
        make: { group, _ in
            guard !group.positives.isEmpty, !group.negatives.isEmpty else { return [] }
            return [
                JSONObject([
                    ("query_id", .text(name(of: group.anchor))), ("query", .text(group.anchor)),
                    ("positive_passages", .objects(group.positives.map(passage))),
                    ("negative_passages", .objects(group.negatives.map(passage))),
                ]).line
            ]
        })

    private static let simBERT = GroupLayout(
        name: "simbert", about: "text and synonyms, for SimBERT's pre-training", takesBothSides: false,
        make: { group, _ in
            guard !group.positives.isEmpty else { return [] }
            return [
                JSONObject([
                    ("text", .text(group.anchor)), ("synonyms", .texts(group.positives.map(\.text))),
                ]).line
            ]
        })

    /// The same text has the same name wherever it stands.
    private static func name(of text: [UInt8]) -> [UInt8] { Array(SHA256.hex(of: text.span).utf8.prefix(32)) }

    private static func passage(_ member: AnchorGroup.Member) -> JSONObject {
        JSONObject([
            ("docid", .text(name(of: member.text))), ("title", .text([])), ("text", .text(member.text)),
        ])
    }
}

/// A JSON object in the making.
struct JSONObject {
    enum Value {
        case text([UInt8])
        case texts([[UInt8]])
        case numbers([Float])
        case objects([JSONObject])
    }

    private let members: [(String, Value)]

    init(_ members: [(String, Value)]) { self.members = members }

    var line: [UInt8] {
        var line: [UInt8] = []
        append(to: &line)
        return line + [Byte.newline]
    }

    private func append(to output: inout [UInt8]) {
        Self.list("{", members, "}", &output) { member, output in
            JSONWriting.appendString(member.0, to: &output)
            output.append(UInt8(ascii: ":"))
            Self.append(member.1, to: &output)
        }
    }

    private static func append(_ value: Value, to output: inout [UInt8]) {
        switch value {
        case .text(let text): JSONWriting.appendString(text.span, to: &output)
        case .texts(let texts): list("[", texts, "]", &output) { JSONWriting.appendString($0.span, to: &$1) }
        case .numbers(let numbers): list("[", numbers, "]", &output) { JSONWriting.appendFloat($0, to: &$1) }
        case .objects(let objects): list("[", objects, "]", &output) { $0.append(to: &$1) }
        }
    }

    private static func list<Element>(
        _ open: Unicode.Scalar, _ elements: [Element], _ close: Unicode.Scalar, _ output: inout [UInt8],
        _ append: (Element, inout [UInt8]) -> Void
    ) {
        output.append(UInt8(ascii: open))
        for (number, element) in elements.enumerated() {
            if number > 0 { output.append(UInt8(ascii: ",")) }
            append(element, &output)
        }
        output.append(UInt8(ascii: close))
    }
}
