import CurateCore

/// The views whose shards hold all that their other formats and layouts need.
enum ShardView: String, CaseIterable {
    case pairs, seq2seq, contrastive, sentences

    /// Numbers of the fields that all views have, but for the two texts, which are 1 and 2.
    enum Field {
        static let id = 0
        static let first = 1
        static let second = 2
        static let label = 3
        static let scale = 4
        static let fiveClass = 5
        static let corpus = 6
        static let split = 7
        static let copies = 8
        static let origin = 9
        static let parent = 10
        static let teacher = 11
        static let teacherIdentity = 12
        static let cosine = 13
        static let overlap = 14
        static let seed = 15
        static let score = 16
        static let edit = 17
        /// The first of those that only one view has.
        static let own = 18
    }

    /// In the places that ``ShardReader`` reads them from.
    var fields: [String] {
        ["id"] + texts
            + [
                "label", "scale", "class", "corpus", "split", "copies", "origin", "parent", "teacher",
                "teacher_identity", "cosine", "overlap", "seed", "score", "edit",
            ] + own
    }

    private var texts: [String] {
        switch self {
        case .pairs: ["sentence1", "sentence2"]
        case .seq2seq: ["source", "target"]
        case .contrastive: ["anchor", "positive"]
        case .sentences: ["text", "key"]
        }
    }

    private var own: [String] {
        switch self {
        case .pairs, .seq2seq: []
        case .contrastive:
            Self.lists + Self.places.flatMap { ["negative_\($0)", "kind_\($0)", "score_\($0)", "id_\($0)"] }
        case .sentences: ["corpora", "counts"]
        }
    }

    private static let lists = ["negatives", "negative_kinds", "negative_scores", "negative_ids"]
    /// As many negatives as a pipeline may ask for.
    private static let places = 1...64

    /// Whether rows come with their negatives as lists, as JSON has them, or each in a column.
    private static func hasLists(_ row: ShardRow) -> Bool { row.fields[Field.own] != nil }

    /// What shards of a format lack: nil where it has all of the view.
    static func lack(_ view: ShardView, ending: some StringProtocol) -> String? {
        switch view {
        case .sentences where ending.hasPrefix(".tsv"): "holds the texts alone"
        case .sentences where ending.hasPrefix(".parquet"): "holds lists, which are not read back from Parquet"
        case .contrastive where ending.hasPrefix(".tsv"): "is not written"
        default: nil
        }
    }

    func label(_ row: ShardRow) throws -> Label {
        switch self {
        case .pairs: return try pairLabel(row)
        case .seq2seq, .contrastive:
            return row.text(Field.origin) == OriginKind.weak.name ? .unlabelled : Label(.binary, 1)
        case .sentences: return .unlabelled
        }
    }

    private func pairLabel(_ row: ShardRow) throws -> Label {
        guard let name = row.text(Field.scale), let scale = LabelScale(name: name) else {
            throw ShardRow.Fault(reason: "the row has no scale that this program knows")
        }
        if scale == .none { return .unlabelled }
        let value = try row.number(Field.label, Float.init)
        if scale == .nli, NLILabel(rawValue: Int(value ?? -1)) == nil {
            throw ShardRow.Fault(reason: "the label is none of natural language inference")
        }
        return Label(scale, value ?? .nan)
    }

    /// A negative of a row of the view `contrastive`.
    struct Negative {
        var text: String
        var kind: String
        var score: Float
        var id: RecordID
    }

    static func negatives(_ row: ShardRow) throws -> [Negative] {
        hasLists(row) ? try listed(row) : try columned(row)
    }

    private static func listed(_ row: ShardRow) throws -> [Negative] {
        let (texts, kinds) = (try row.texts(Field.own), try row.texts(Field.own + 1))
        let (scores, ids) = (try row.numbers(Field.own + 2, Float.init), try row.texts(Field.own + 3))
        guard [kinds.count, scores.count, ids.count].allSatisfy({ $0 == texts.count }) else {
            throw ShardRow.Fault(reason: "the lists of negatives are not as long as each other")
        }
        return try texts.indices.map { place in
            Negative(
                text: texts[place], kind: kinds[place], score: scores[place] ?? .nan, id: try negativeID(ids[place]))
        }
    }

    /// Folders of earlier versions have no column of ids: there they are zero.
    private static func columned(_ row: ShardRow) throws -> [Negative] {
        try places.compactMap { place in
            let first = Field.own + lists.count + 4 * (place - 1)
            guard let text = row.text(first), let kind = row.text(first + 1) else { return nil }
            return Negative(
                text: text, kind: kind, score: try row.number(first + 2, Float.init) ?? .nan,
                id: try row.text(first + 3).map(negativeID) ?? RecordID(high: 0, low: 0))
        }
    }

    private static func negativeID(_ text: String) throws -> RecordID {
        guard let id = RecordID(text) else { throw ShardRow.Fault(reason: "'\(text)' is no id of a negative") }
        return id
    }
}
