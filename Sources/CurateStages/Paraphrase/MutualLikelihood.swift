internal import CurateCore
internal import Glibc

/// How well sentence and candidate say each other, in the eyes of the teacher that wrote the candidate.
///
/// Of the candidate given the sentence and of the sentence given the candidate, the geometric mean of the tokens'
/// probabilities; of the two, their geometric mean: from 0 to 1. A candidate that is no sentence is unlikely given the
/// sentence, one that lost a fact makes the sentence unlikely. Ranking by both directions is that of Li et al., 2016
/// (arXiv:1510.03055).
struct MutualLikelihood: Sendable {
    /// Pairs asked about together. They are cut from the candidates in order, never by time.
    private static let pairs = 64

    let teacher: any Teacher

    /// - Throws: ``TeacherFailure``.
    func values(_ pairs: [(sentence: String, candidate: String)]) throws -> [Float] {
        var values: [Float] = []
        for start in stride(from: 0, to: pairs.count, by: Self.pairs) {
            let some = pairs[start..<min(start + Self.pairs, pairs.count)]
            let surprisals = try teacher.surprisals(
                some.flatMap { pair in
                    [
                        SurprisalRequest(source: pair.sentence, target: pair.candidate),
                        SurprisalRequest(source: pair.candidate, target: pair.sentence),
                    ]
                })
            values += some.indices.map { place in
                let first = 2 * (place - start)
                let mean = (Double(surprisals[first]) + Double(surprisals[first + 1])) / 2
                return Paraphraser.rounded(Float(exp(-mean)))
            }
        }
        return values
    }
}
