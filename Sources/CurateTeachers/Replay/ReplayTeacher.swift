internal import CurateCore

/// A teacher that plays recorded answers.
final class ReplayTeacher: ImportedTeacher {
    let identity: String
    let abilities: Set<TeacherAbility>

    private let name: String
    private let path: String
    private let recording: Recording

    /// - Throws: ``TeacherFailure``.
    init(name: String, path: String) throws {
        (self.name, self.path) = (name, path)
        recording = try Recording(path: path, teacher: name)
        identity = Self.identity(recording.digest)
        var abilities: Set<TeacherAbility> = []
        if !recording.paraphrases.isEmpty { abilities.insert(.paraphrase) }
        if !recording.vectors.isEmpty { abilities.insert(.embed) }
        if !recording.surprisals.isEmpty { abilities.insert(.likelihood) }
        self.abilities = abilities
    }

    static func identity(_ digest: String) -> String { "replay:sha256:" + digest }

    func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] { try requests.map(answer) }

    func embed(_ texts: [String]) throws -> SentenceVectors {
        let rows = try texts.map { text in
            guard let vector = recording.vectors[Array(text.utf8)] else { throw missing("vector of", text) }
            return vector
        }
        return SentenceVectors(dimensions: recording.dimensions ?? 1, values: Array(rows.joined()))
    }

    func surprisals(_ requests: [SurprisalRequest]) throws -> [Float] {
        try requests.map { request in
            guard let surprisal = try recording.surprisal(request) else {
                throw missing("likelihood of", request.target)
            }
            return surprisal
        }
    }

    /// Of lines that fit, the one that says most wins: with a seed before one without.
    private func answer(_ request: ParaphraseRequest) throws -> [Paraphrase] {
        let lines = recording.paraphrases[Array(request.text.utf8)] ?? []
        let fitting = lines.filter { $0.answers(request) }
        guard let line = fitting.first(where: { $0.seed != nil }) ?? fitting.first else {
            throw missing(lines.isEmpty ? "answer to" : "answer with this seed and these options to", request.text)
        }
        return (line.paraphrases ?? []).map(\.paraphrase)
    }

    private func missing(_ what: String, _ text: String) -> TeacherFailure {
        TeacherFailure(
            .configuration, teacher: name, "\(path) holds no \(what) '\(JSONLine.excerpt(text))'.",
            hint: "Record it: give the teacher that answers the option 'record: \(path)', and run the pipeline with it."
        )
    }
}
