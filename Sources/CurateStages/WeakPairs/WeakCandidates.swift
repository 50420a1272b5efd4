internal import CurateCore
internal import Hashing

/// Two sentences that may be a weak pair.
struct WeakPair: Sendable {
    var a: WeakSentence
    var b: WeakSentence
    var overlap: Double

    var digest: Digest { PairDigest(a.digest, b.digest, ordered: false, single: false).digest }
    var isQuestion: Bool { a.isQuestion }

    /// The first rule that the pair fails; nil: none.
    func fault(_ options: WeakPairsOptions) -> String? {
        if overlap < options.overlap.lowerBound { return "unlike" }
        if overlap > options.overlap.upperBound || a.digest == b.digest { return "alike" }
        if a.isQuestion != b.isQuestion { return "mixed_types" }
        return a.facts.changes(to: b.facts).isEmpty ? nil : "facts"
    }
}

/// The pairs of a record, before what other records say is known.
struct WeakCandidates: Sendable {
    let options: WeakPairsOptions
    let cutter: SentenceCutter

    init(_ options: WeakPairsOptions, _ environment: StageEnvironment) {
        self.options = options
        cutter = SentenceCutter(keys: environment.keys, length: options.length)
    }

    /// A record's own two texts, in `groups`.
    func pair(_ batch: Batch, _ row: Int) -> WeakPair {
        let a = Self.sentence(batch.a, row, 0)
        let b = Self.sentence(batch.b, row, 1)
        return WeakPair(a: a, b: b, overlap: a.overlap(b))
    }

    /// The first rule that a group's record fails; nil: none.
    func fault(_ batch: Batch, _ row: Int) -> String? {
        let texts = [batch.a, batch.b].map { $0.text.bytes[$0.text.range(row)] }
        guard texts.allSatisfy({ options.length.contains(Characters.count($0)) }) else { return "length" }
        return pair(batch, row).fault(options)
    }

    /// Pairs of a passage's or several answers' sentences, those of the highest overlap first.
    func pairs(_ batch: Batch, _ row: Int, count: (String, Int) -> Void) throws -> [WeakPair] {
        let areAnswers = options.material == .answers
        let side = areAnswers ? batch.b : batch.a
        let (sentences, beyond) = try cutter.sentences(side.text.bytes[side.text.range(row)], areAnswers: areAnswers)
        count("sentences", sentences.count)
        count("sentences_beyond", beyond)
        return choose(sound(sentences, count), among: sentences)
    }

    private struct Candidate {
        var first: Int
        var second: Int
        var overlap: Double
    }

    private func sound(_ sentences: [WeakSentence], _ count: (String, Int) -> Void) -> [Candidate] {
        var sound: [Candidate] = []
        for first in sentences.indices {
            for second in sentences.indices.dropFirst(first + 1)
            where sentences[first].part != sentences[second].part {
                let overlap = sentences[first].overlap(sentences[second])
                guard overlap >= options.overlap.lowerBound else { continue }
                let pair = WeakPair(a: sentences[first], b: sentences[second], overlap: overlap)
                if let fault = pair.fault(options) {
                    count("dropped/\(fault)", 1)
                } else {
                    sound.append(Candidate(first: first, second: second, overlap: overlap))
                }
            }
        }
        return sound
    }

    private func choose(_ candidates: [Candidate], among sentences: [WeakSentence]) -> [WeakPair] {
        let ranked = candidates.sorted {
            ($1.overlap, $0.first, $0.second) < ($0.overlap, $1.first, $1.second)
        }
        var uses = [Int](repeating: 0, count: sentences.count)
        var chosen: [WeakPair] = []
        for candidate in ranked where uses[candidate.first] < 2 && uses[candidate.second] < 2 {
            guard chosen.count < options.perRecord else { break }
            uses[candidate.first] += 1
            uses[candidate.second] += 1
            chosen.append(
                WeakPair(
                    a: sentences[candidate.first], b: sentences[candidate.second], overlap: candidate.overlap))
        }
        return chosen
    }

    private static func sentence(_ side: Side, _ row: Int, _ part: Int) -> WeakSentence {
        WeakSentence(
            text: side.text.bytes[side.text.range(row)], key: side.compared(row), part: part, digest: side.digest(row))
    }
}
