internal import CurateCore
internal import CurateReport

extension Explainer {
    /// The records that have a sentence, those that have it character by character first.
    ///
    /// - Throws: `Diagnostic` when there is none, and what reading rows throws.
    public func records(with text: String, most: Int = 50) throws -> SentenceMatches {
        let compared = keys.keys(of: TextColumn([text])).string(0)
        let places = opened.index.postings(SentenceKey.hash(text, keys), .sentence).map(\.place)
        let found = try fetcher.rows(at: Array(places.prefix(max(2 * most, Self.leastLooked))))
        let matches = found.compactMap { match($0, text, compared) }
        guard !matches.isEmpty else { throw nothing(text, compared) }
        let sorted = matches.filter(\.isExact) + matches.filter { !$0.isExact }
        let unread = opened.index.header.unreadable
        return SentenceMatches(
            text: text, compared: compared, folder: folder, matches: Array(sorted.prefix(most)),
            total: max(places.count, matches.count),
            notes: unread.isEmpty ? [] : ["Not looked through: \(unread.joined(separator: ", "))."])
    }

    /// Rows that are looked at, so that those that have the text itself come first.
    private static let leastLooked = 100

    private func match(_ found: FoundRow, _ text: String, _ compared: String) -> SentenceMatches.Match? {
        let content = RowContent(found.row)
        let sentences = content.sentences
        let exact = sentences.first { $0 == text }
        // Hashes may meet; the compared form decides.
        let keyed = keys.keys(of: TextColumn(sentences))
        let near = sentences.indices.first { keyed.string($0) == compared }
        guard let sentence = exact ?? near.map({ sentences[$0] }) else { return nil }
        return SentenceMatches.Match(
            id: content.text("id"), isExact: exact != nil, sentence: sentence, texts: content.texts,
            label: content.label, path: found.file.path, row: found.place.row + 1,
            facts: content.facts(["corpus", "split", "file", "line", "origin", "edit", "stage", "rule"]))
    }

    private func nothing(_ text: String, _ compared: String) -> Diagnostic {
        let form = compared == text ? "" : ", nor one whose compared form is '\(compared)'"
        let part = String(text.prefix(8)).replacing("'", with: "")
        return Diagnostic(
            .error, "no record of \(folder) has the sentence '\(text)'\(form); \(searched)",
            hint: "'curate show \(folder) --where 'sentence1 ~ \"\(part)\"'' finds rows that contain a part of it, "
                + "with --rejected those that were dropped.")
    }
}
