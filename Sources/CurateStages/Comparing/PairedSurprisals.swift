internal import CurateCore

/// Asks a teacher about two likelihoods at a time, those that a judgement compares.
struct PairedSurprisals: Sendable {
    /// Pairs asked about together. They are cut from all of them in order, never by time.
    private static let pairs = 64

    let teacher: any Teacher

    /// - Returns: of each pair of requests, what the teacher answers to both.
    /// - Throws: ``TeacherFailure``.
    func answers(_ requests: [(SurprisalRequest, SurprisalRequest)]) throws -> [(Double, Double)] {
        var answers: [(Double, Double)] = []
        for start in stride(from: 0, to: requests.count, by: Self.pairs) {
            let some = requests[start..<min(start + Self.pairs, requests.count)]
            let found = try teacher.surprisals(some.flatMap { [$0.0, $0.1] })
            answers += stride(from: 0, to: found.count, by: 2).map { (Double(found[$0]), Double(found[$0 + 1])) }
        }
        return answers
    }
}
