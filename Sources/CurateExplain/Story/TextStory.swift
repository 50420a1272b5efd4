internal import CurateCore
internal import CurateReport

/// A record's sentences, from the corpus to the folder.
struct TextStory {
    private(set) var texts: [Explanation.Text] = []
    private(set) var notes: [String] = []

    init(_ manifest: Manifest, _ written: [String], _ origin: Origins.Result) {
        let published = origin.published.map { [$0.first] + ($0.second.map { [$0] } ?? []) }
        for (number, text) in written.enumerated() {
            let before = published.flatMap { number < $0.count ? $0[number] : nil }
            texts.append(
                Explanation.Text(
                    name: "sentence\(number + 1)", published: before, written: text,
                    changes: before.map { Self.changes($0, text) } ?? [],
                    steps: Self.steps(origin.steps, number, manifest)))
        }
        let ends = origin.steps.last.map(\.after)
        if let ends, zip(ends, written).contains(where: { $0 != $1 }) {
            notes.append(
                "A sentence in the folder is not what single-record stages make of the corpus' row: a stage that "
                    + "compares records changed it, or the program is another version by now.")
        }
    }

    private static func steps(
        _ steps: [TextHistory.Step], _ number: Int, _ manifest: Manifest
    ) -> [Explanation.Text.Step] {
        steps.compactMap { step in
            guard number < step.before.count, number < step.after.count, step.before[number] != step.after[number],
                step.stage < manifest.stages.count
            else { return nil }
            return Explanation.Text.Step(stage: manifest.stages[step.stage].name, text: step.after[number])
        }
    }

    /// Longer texts are not compared by character.
    private static let longest = 512

    /// Nothing where the texts are equal.
    static func changes(_ left: String, _ right: String) -> [Explanation.Change] {
        guard left != right else { return [] }
        guard max(left.count, right.count) <= longest else {
            return [.init(kind: .removed, text: left), .init(kind: .added, text: right)]
        }
        let pieces = TextDifference.pieces(left, right)
        var (a, b) = (pieces.left[...], pieces.right[...])
        var changes: [Explanation.Change] = []
        while let first = a.first ?? b.first {
            if let removed = a.first, !removed.isCommon {
                changes.append(.init(kind: .removed, text: removed.text))
                a.removeFirst()
            } else if let added = b.first, !added.isCommon {
                changes.append(.init(kind: .added, text: added.text))
                b.removeFirst()
            } else {
                // What is common is the same on both sides, but may be cut at other places.
                Self.takeCommon(&a, &b, &changes, first)
            }
        }
        return changes
    }

    private static func takeCommon(
        _ a: inout ArraySlice<TextDifference.Piece>, _ b: inout ArraySlice<TextDifference.Piece>,
        _ changes: inout [Explanation.Change], _ first: TextDifference.Piece
    ) {
        guard let left = a.first, let right = b.first else {
            changes.append(.init(kind: a.isEmpty ? .added : .removed, text: first.text))
            if a.isEmpty { b.removeFirst() } else { a.removeFirst() }
            return
        }
        let length = min(left.text.count, right.text.count)
        changes.append(.init(kind: .same, text: String(left.text.prefix(length))))
        Self.drop(length, &a)
        Self.drop(length, &b)
    }

    private static func drop(_ length: Int, _ pieces: inout ArraySlice<TextDifference.Piece>) {
        guard let first = pieces.first else { return }
        if first.text.count == length {
            pieces.removeFirst()
        } else {
            pieces[pieces.startIndex].text = String(first.text.dropFirst(length))
        }
    }
}
