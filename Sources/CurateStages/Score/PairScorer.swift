internal import CurateCore

/// What a teacher thinks of pairs: its scores of them, or the cosines of its vectors where it has none.
struct PairScorer {
    private let teacher: any Teacher

    /// Pairs whose texts are embedded together.
    private static let pairs = 256

    /// - Parameters:
    ///   - name: as in the pipeline.
    ///   - place: the option that names it, for messages.
    /// - Throws: ``TeacherFailure`` for one that can neither score nor embed.
    init(_ name: String, place: String, _ environment: StageEnvironment) throws {
        teacher = try environment.teachers.teacher(name)
        guard !teacher.abilities.isDisjoint(with: [.score, .embed]) else {
            throw TeacherFailure(
                .configuration, teacher: name, "it can neither score pairs nor embed",
                hint: "Name one that can in \(place).")
        }
    }

    /// In the order of pairs; nil where it has neither a score nor vectors.
    /// - Throws: ``TeacherFailure``.
    func scores(_ pairs: [TextPair]) throws -> [Float?] {
        if teacher.abilities.contains(.score) { return try teacher.score(pairs) }
        return try stride(from: 0, to: pairs.count, by: Self.pairs).flatMap { start in
            try cosines(pairs[start..<min(start + Self.pairs, pairs.count)])
        }
    }

    /// The pairs of a batch, in its order, and their scores; single sentences are none.
    /// - Throws: ``TeacherFailure``.
    func scored(_ batch: Batch) throws -> [(row: Int, pair: TextPair, score: Float?)] {
        let rows = (0..<batch.count).filter { !batch.flags[$0].contains(.single) }
        let pairs = rows.map { TextPair(batch.a.text.string($0), batch.b.text.string($0)) }
        return zip(zip(rows, pairs), try scores(pairs)).map { ($0.0, $0.1, $1) }
    }

    private func cosines(_ pairs: ArraySlice<TextPair>) throws -> [Float?] {
        let texts = pairs.flatMap { [$0.first, $0.second] }
        let vectors = try UniqueVectors(texts, teacher)
        let lacking = try teacher.lacking(texts)
        return pairs.indices.map { place in
            let (a, b) = (2 * (place - pairs.startIndex), 2 * (place - pairs.startIndex) + 1)
            guard !lacking.contains(a), !lacking.contains(b) else { return nil }
            return Paraphraser.rounded(vectors.all.cosine(vectors.place(texts[a]), vectors.place(texts[b])))
        }
    }
}
