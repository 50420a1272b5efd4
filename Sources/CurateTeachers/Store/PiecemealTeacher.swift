public import CurateCore

/// A teacher that hands over each answer as it comes, so that a failure or a stop loses none that was finished.
public protocol PiecemealTeacher: Teacher {
    /// Calls `answered` once for each request, with its place among `requests`, in any order and from any thread.
    /// - Throws: ``TeacherFailure`` after answers already made were handed over; what `answered` throws.
    func paraphrase(_ requests: [ParaphraseRequest], answered: @Sendable (Int, [Paraphrase]) throws -> Void) throws
}

extension PiecemealTeacher {
    public func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] {
        let answers = SlotList<[Paraphrase]>(requests.count)
        try paraphrase(requests) { answers.fill($0, $1) }
        return answers.all()
    }
}
