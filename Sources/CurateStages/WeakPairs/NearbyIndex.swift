internal import CurateCore
internal import LinearAlgebra
internal import Synchronization

/// What a search for near sentences needs, made once for all threads of a process.
final class NearbyIndex: Sendable {
    let pool: NearPool
    let search: NeighbourSearch
    private let vectors: SentenceVectors
    private let options: WeakPairsOptions
    private let keys: any KeyMaking

    init(_ pool: NearPool, _ options: WeakPairsOptions, _ environment: StageEnvironment) throws {
        (self.pool, self.options, keys) = (pool, options, environment.keys)
        let teacher = try environment.teachers.teacher(options.teacher)
        guard teacher.abilities.contains(.embed) else {
            throw TeacherFailure(
                .configuration, teacher: options.teacher, "it cannot embed, so nothing tells which sentences are near",
                hint: "Name one that can in 'teacher' of 'weak_pairs'.")
        }
        vectors = try NeighbourSearch.vectors(pool.entries.count, teacher, text: pool.text)
        // One more than is wanted: a sentence finds itself.
        search = try NeighbourSearch(vectors, options.index, most: options.neighbours + 1)
    }

    /// The near ones of each sentence that lie in the band.
    func near(to numbers: [Int]) throws -> [[NearPair]] {
        let found = try search.nearest(to: numbers.flatMap { Array(vectors[$0]) }, most: options.neighbours + 1)
        return zip(numbers, found).map { number, neighbours in
            neighbours.filter { Int($0.row) != number }.prefix(options.neighbours).compactMap { neighbour in
                pair(UInt32(number), UInt32(neighbour.row))
            }
        }
    }

    /// The same whichever of the two was searched for.
    private func pair(_ number: UInt32, _ other: UInt32) -> NearPair? {
        let (a, b) = (min(number, other), max(number, other))
        let cosine = Paraphraser.rounded(vectors.cosine(Int(a), Int(b)))
        return options.cosine.contains(Double(cosine)) ? NearPair(a: a, b: b, cosine: cosine) : nil
    }

    /// The sentences of these numbers, read as pairs need them.
    func sentences(_ numbers: Set<Int>) -> [Int: WeakSentence] {
        let numbers = numbers.sorted()
        var side = Side()
        for number in numbers { side.text.append(pool.entries[number].text[...]) }
        side.key = keys.keys(of: side.text)
        return Dictionary(
            uniqueKeysWithValues: numbers.enumerated().map { row, number in
                let sentence = WeakSentence(
                    text: side.text.bytes[side.text.range(row)], key: side.compared(row), part: number,
                    digest: side.digest(row))
                return (number, sentence)
            })
    }
}

/// Makes the index when it is first asked for, and again only for other sentences.
final class SharedNearbyIndex: Sendable {
    private let made = Mutex<(findings: Findings, index: NearbyIndex)?>(nil)

    func index(
        _ findings: Findings, _ options: WeakPairsOptions, _ environment: StageEnvironment
    ) throws -> NearbyIndex {
        try made.withLock { made in
            if let known = made, known.findings == findings { return known.index }
            let index = try NearbyIndex(NearPool(findings), options, environment)
            made = (findings, index)
            return index
        }
    }
}
