internal import CurateCore
internal import Glibc

/// How well sentence and candidate say each other, in the eyes of the teacher that wrote the candidate.
///
/// Of the candidate given the sentence and of the sentence given the candidate, the geometric mean of the tokens'
/// probabilities; of the two, their geometric mean: from 0 to 1. A candidate that is no sentence is unlikely given the
/// sentence, one that lost a fact makes the sentence unlikely. Ranking by both directions is that of Li et al., 2016
/// (arXiv:1510.03055).
struct MutualLikelihood: Sendable {
    let teacher: any Teacher

    /// - Throws: ``TeacherFailure``.
    func values(_ pairs: [(sentence: String, candidate: String)]) throws -> [Float] {
        let requests = pairs.map { pair in
            (
                SurprisalRequest(source: pair.sentence, target: pair.candidate),
                SurprisalRequest(source: pair.candidate, target: pair.sentence)
            )
        }
        return try PairedSurprisals(teacher: teacher).answers(requests).map { there, back in
            Paraphraser.rounded(Float(exp(-(there + back) / 2)))
        }
    }
}
