/// Finds the word a person probably meant.
public enum Spelling {
    /// The candidate nearest to `word` by edit distance, if it is near enough to be a slip, else the only one that
    /// begins with it.
    public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        // A word of which nothing is left is no slip of another.
        let allowed = min(max(2, word.count / 3), word.count - 1)
        let ranked = candidates.map { (distance: distance(word, $0), word: $0) }
        guard let best = ranked.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) else { return nil }
        return best.distance <= allowed ? best.word : completion(of: word, among: ranked.map(\.word))
    }

    /// `sohu21` for `sohu`; a beginning of fewer than three letters says too little.
    private static func completion(of word: String, among candidates: [String]) -> String? {
        let fitting = candidates.filter { $0.hasPrefix(word) }
        return word.count >= 3 && fitting.count == 1 ? fitting[0] : nil
    }

    /// `Did you mean 'x'?`, or the list of what is possible.
    public static func hint(for word: String, among candidates: some Sequence<String>) -> String {
        if let best = nearest(to: word, among: candidates) { return "Did you mean '\(best)'?" }
        return "Possible: " + candidates.sorted().joined(separator: ", ") + "."
    }

    /// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
    static func distance(_ left: String, _ right: String) -> Int {
        let (a, b) = (Array(left.lowercased()), Array(right.lowercased()))
        var rows = [Array(0...b.count)]
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                let substitution = rows[i][j] + (a[i] == b[j] ? 0 : 1)
                var best = min(row[j] + 1, rows[i][j + 1] + 1, substitution)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
