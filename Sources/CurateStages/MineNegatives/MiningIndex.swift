internal import CurateCore
internal import LinearAlgebra
internal import Synchronization

/// What a search needs, made once for all threads of a process.
final class MiningIndex: Sendable {
    let pool: SentencePool
    let vectors: SentenceVectors
    let search: NeighbourSearch
    let lexical: LexicalIndex?
    let sentences: [Sentence]
    /// Cosines that candidates must lie between, the labelled negatives' quantiles taken in.
    let band: ClosedRange<Float>

    init(_ pool: SentencePool, _ options: MiningOptions, _ environment: StageEnvironment) throws {
        self.pool = pool
        let teacher = try environment.teachers.teacher(options.teacher)
        guard teacher.abilities.contains(.embed) else {
            throw TeacherFailure(
                .configuration, teacher: options.teacher, "it cannot embed, so nothing tells which sentences are near",
                hint: "Name one that can in 'teacher' of 'mine_negatives'.")
        }
        vectors = try NeighbourSearch.vectors(pool.entries.count, teacher, text: pool.text)
        // One more than the window: an anchor finds itself.
        search = try NeighbourSearch(vectors, options.index, most: options.ranks.upperBound + 1)
        sentences = Self.sentences(pool, environment.keys)
        lexical = options.lexical > 0 ? LexicalIndex(sentences.map(\.tokens)) : nil
        band = Self.band(pool, vectors, options)
    }

    func cosine(_ left: Int, _ right: Int) -> Float { vectors.cosine(left, right) }

    private static func sentences(_ pool: SentencePool, _ keys: any KeyMaking) -> [Sentence] {
        var side = Side()
        for entry in pool.entries { side.text.append(entry.text[...]) }
        side.key = keys.keys(of: side.text)
        var reader = SentenceReader()
        return pool.entries.indices.map { row in
            var sentence = Sentence()
            reader.read(side.compared(row), into: &sentence)
            return sentence
        }
    }

    private static func band(
        _ pool: SentencePool, _ vectors: SentenceVectors, _ options: MiningOptions
    ) -> ClosedRange<Float> {
        var (low, high) = (Float(options.cosine.lowerBound), Float(options.cosine.upperBound))
        guard let quantiles = options.quantiles else { return low...high }
        var cosines: [Float] = []
        for (number, entry) in pool.entries.enumerated() {
            for other in entry.negatives where Int(other) > number {
                cosines.append(vectors.cosine(number, Int(other)))
            }
        }
        guard cosines.count >= 20 else { return low...high }
        cosines.sort()
        func quantile(_ share: Double) -> Float { cosines[min(cosines.count - 1, Int(Double(cosines.count) * share))] }
        if quantiles.lowerBound > 0 { low = max(low, quantile(quantiles.lowerBound)) }
        if quantiles.upperBound < 1 { high = min(high, quantile(quantiles.upperBound)) }
        return low...max(low, high)
    }
}

/// Makes the index when it is first asked for, and again only for another pool.
final class SharedMiningIndex: Sendable {
    private struct Made {
        var findings: Findings
        var index: MiningIndex
    }

    private let made = Mutex<Made?>(nil)

    func index(_ findings: Findings, _ options: MiningOptions, _ environment: StageEnvironment) throws -> MiningIndex {
        try made.withLock { made in
            if let known = made, known.findings == findings { return known.index }
            let index = try MiningIndex(SentencePool(findings), options, environment)
            made = Made(findings: findings, index: index)
            return index
        }
    }
}
