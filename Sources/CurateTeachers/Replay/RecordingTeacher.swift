internal import CurateCore
internal import Files
internal import Synchronization

/// A teacher whose answers are written down as they are given.
///
/// What the file holds already is not written again, so that a run that goes on completes its recording.
final class RecordingTeacher: Teacher {
    let base: any Teacher
    var identity: String { base.identity }
    var abilities: Set<TeacherAbility> { base.abilities }

    private let name: String
    private let file: LineAppender
    private let known: Mutex<Set<[UInt8]>>

    /// - Throws: ``TeacherFailure`` when the file is no recording or cannot be written.
    init(_ base: any Teacher, named name: String, path: String) throws {
        (self.base, self.name) = (base, name)
        do { file = try LineAppender(path: path) } catch { throw Self.failure(error, name) }
        let recording = try Recording(path: path, teacher: name)
        known = Mutex(Set(try recording.questions.map { try JSONLine.bytes($0) } + recording.likelihoods))
    }

    func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] {
        let answers = try base.paraphrase(requests)
        try write(zip(requests, answers).map { RecordedLine($0, $1) })
        return answers
    }

    func embed(_ texts: [String]) throws -> SentenceVectors {
        let vectors = try base.embed(texts)
        try write(zip(texts, 0...).map { RecordedLine($0, Array(vectors[$1])) })
        return vectors
    }

    func surprisals(_ requests: [SurprisalRequest]) throws -> [Float] {
        let surprisals = try base.surprisals(requests)
        try write(zip(requests, surprisals).map { RecordedLine($0, $1) })
        return surprisals
    }

    func lacking(_ texts: [String]) throws -> Set<Int> { try base.lacking(texts) }
    func score(_ pairs: [TextPair]) throws -> [Float?] { try base.score(pairs) }

    private func write(_ lines: [RecordedLine]) throws {
        try known.withLock { known in
            let new = try lines.filter { known.insert(try JSONLine.bytes($0.question)).inserted }
            guard !new.isEmpty else { return }
            do { try file.append(new.flatMap { try JSONLine.bytes($0) }) } catch { throw Self.failure(error, name) }
        }
    }

    private static func failure(_ error: any Error, _ name: String) -> TeacherFailure {
        TeacherFailure(.system, teacher: name, "its answers cannot be recorded: \(error).", hint: "Check 'record'.")
    }
}
