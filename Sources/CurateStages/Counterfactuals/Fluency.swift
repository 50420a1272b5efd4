internal import CurateCore
internal import Glibc

/// Asks a teacher how well edits read: each as a sentence of its own, with the source hidden, beside the sentence that
/// it was made of.
struct Fluency: Sendable {
    /// As in the pipeline.
    let teacher: String
    /// An edit's perplexity as a multiple of its sentence's, at most.
    let bound: Double

    /// Perplexities of a sentence and of its edit.
    struct Verdict: Sendable {
        var sentence: Double
        var edit: Double

        /// To four decimals: what is compared and told is one number.
        var ratio: Double { (edit / sentence * 10_000).rounded() / 10_000 }
    }

    func passes(_ verdict: Verdict) -> Bool { verdict.ratio <= bound }

    /// - Throws: `TeacherFailure`, also where the teacher cannot tell.
    func verdicts(_ pairs: [(sentence: String, edit: String)], _ teachers: any TeacherProviding) throws -> [Verdict] {
        guard !pairs.isEmpty else { return [] }
        let teacher = try teachers.teacher(teacher)
        guard teacher.abilities.contains(.likelihood) else {
            throw TeacherFailure(
                .configuration, teacher: self.teacher,
                "it cannot tell how likely a sentence is, so nothing tells how well edits read",
                hint: "Name another in 'teacher' of 'counterfactuals', one of kind 'embedded', or leave it out.")
        }
        let requests = pairs.map { (Self.request($0.sentence), Self.request($0.edit)) }
        return try PairedSurprisals(teacher: teacher).answers(requests).map {
            Verdict(sentence: exp($0), edit: exp($1))
        }
    }

    /// Of a source of which nothing but the length is seen.
    private static func request(_ text: String) -> SurprisalRequest {
        SurprisalRequest(source: text, target: text, masked: [0..<text.count])
    }
}
