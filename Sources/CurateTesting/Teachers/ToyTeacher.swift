public import CurateCore
internal import Hashing

/// A teacher made of a few rules: for tests of what stands around a teacher.
///
/// It rewords by particles, openings and synonyms, and errs as models do: it repeats itself, changes a digit, loses or
/// adds a negation, strays from the subject. The same request is always answered alike.
public struct ToyTeacher: Teacher {
    public let identity: String
    public let abilities: Set<TeacherAbility>
    public let dimensions: Int

    public init(
        identity: String = "toy", abilities: Set<TeacherAbility> = [.paraphrase, .embed, .likelihood],
        dimensions: Int = 64
    ) {
        self.identity = "\(identity)/\(dimensions)"
        self.abilities = abilities
        self.dimensions = dimensions
    }

    public func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] {
        try demand(.paraphrase)
        return requests.map(Self.answer)
    }

    public func embed(_ texts: [String]) throws -> SentenceVectors {
        try demand(.embed)
        return SentenceVectors(dimensions: dimensions, values: texts.flatMap(vector))
    }

    /// Less, the more of the target's pairs of neighbours the source shows.
    public func surprisals(_ requests: [SurprisalRequest]) throws -> [Float] {
        try demand(.likelihood)
        return requests.map { request in
            let source = Self.pairs(Self.visible(request.source, request.masked))
            let target = Self.pairs(request.target)
            return 0.5 + Float(target.count { !source.contains($0) }) / Float(target.count)
        }
    }

    private static func pairs(_ text: String) -> [String] {
        let characters = ["^"] + Array(text).map(String.init) + ["$"]
        return characters.indices.dropLast().map { characters[$0] + characters[$0 + 1] }
    }

    private func demand(_ ability: TeacherAbility) throws {
        guard abilities.contains(ability) else {
            throw TeacherFailure(.configuration, teacher: identity, "it cannot \(ability.rawValue).")
        }
    }

    /// All rewordings in an order drawn by the seed, from the start again where more are asked for than there are.
    private static func answer(_ request: ParaphraseRequest) -> [Paraphrase] {
        var variants = ToyRewordings.all(of: visible(request.text, request.masked))
        if request.sampling.temperature > 0 {
            var utf8 = Array(request.text.utf8)
            utf8.append(0)
            let number = XXH3.hash64(utf8.span)
            var random = KeyedRandom(seed: request.seed, purpose: .init("toy teacher"), number: number)
            variants.shuffle(using: &random)
        }
        return (0..<request.sampling.samples).map { draw in
            let text = String(variants[draw % variants.count].prefix(request.sampling.maxLength))
            return Paraphrase(text: text, logProbability: -Float(text.count) / 4)
        }
    }

    /// The text with each masked part replaced by 某某.
    private static func visible(_ text: String, _ masked: [Range<Int>]) -> String {
        var characters = Array(text).map(String.init)
        for range in masked {
            let range = range.clamped(to: 0..<characters.count)
            for place in range { characters[place] = place == range.lowerBound ? "某某" : "" }
        }
        return characters.joined()
    }

    /// Characters and pairs of neighbours, each adding to a place told by its hash; of length 1.
    private func vector(_ text: String) -> [Float] {
        var sums = [Float](repeating: 0, count: dimensions)
        let characters = ["^"] + Array(text).map(String.init) + ["$"]
        for place in characters.indices.dropLast() {
            add(characters[place], 1, to: &sums)
            add(characters[place] + characters[place + 1], 0.5, to: &sums)
        }
        // Signs may cancel out; a vector has a direction all the same.
        if sums.allSatisfy({ $0 == 0 }) { sums[0] = 1 }
        let length = sums.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return sums.map { $0 / length }
    }

    private func add(_ feature: String, _ weight: Float, to sums: inout [Float]) {
        let hash = XXH3.hash64(Array(feature.utf8).span)
        sums[Int(hash % UInt64(dimensions))] += hash >> 63 == 0 ? weight : -weight
    }
}
