internal import CurateCore
internal import CurateReport

/// Follows "means the same" from sentence to sentence through the rows of the folder.
///
/// What is followed are written rows that a trainer reads as the same; rows that a stage took out joined sentences for the run, but
/// no longer do in the folder.
struct ClosureWalk {
    private let explainer: Explainer
    private static let mostSentences = 40
    private static let mostRows = 60

    init(_ explainer: Explainer) { self.explainer = explainer }

    /// The component of some sentences, in the order in which it was found.
    func closure(of texts: [String]) throws -> Explanation.Closure {
        var sentences: [String] = []
        var known: Set<UInt64> = []
        var records: [String] = []
        var isWhole = true
        var front = texts
        while !front.isEmpty {
            let new = front.filter { known.insert(SentenceKey.hash($0, explainer.keys)).inserted }
            sentences += new
            front = []
            guard sentences.count < Self.mostSentences else {
                isWhole = false
                break
            }
            let places = new.flatMap { text in
                explainer.opened.index.postings(
                    SentenceKey.hash(text, explainer.keys), .sentence, most: Self.mostRows
                ).map(\.place)
            }
            let wanted = places.filter { explainer.fetcher.files[$0.file].kind == .view }
            if wanted.count > Self.mostRows { isWhole = false }
            for found in try explainer.fetcher.rows(at: Array(wanted.prefix(Self.mostRows))) {
                let content = RowContent(found.row)
                guard content.saysSame, let id = found.row.text("id"), shares(content.texts, known) else { continue }
                if !records.contains(id) { records.append(id) }
                front += content.texts
            }
        }
        return Explanation.Closure(sentences: sentences, records: records, isWhole: isWhole)
    }

    /// A row may be found by a negative, which means something else.
    private func shares(_ texts: [String], _ known: Set<UInt64>) -> Bool {
        texts.contains { known.contains(SentenceKey.hash($0, explainer.keys)) }
    }
}
