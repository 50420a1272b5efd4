internal import CurateCore
internal import Hashing

/// A teacher that gives scores of pairs out of a file.
final class ScoresTeacher: ImportedTeacher {
    let identity: String
    let abilities: Set<TeacherAbility> = [.score]

    private let file: ImportedFile
    private let table: ScoreTable

    /// - Throws: ``TeacherFailure`` that names the line that is wrong.
    init(_ spec: TeacherSpec) throws {
        file = Self.file(spec)
        identity = try Self.identity(spec)
        table = try ScoreTable(file, isSymmetric: spec.options.bool("symmetric"))
    }

    static func identity(_ spec: TeacherSpec) throws -> String {
        let order = spec.options.bool("symmetric") ? "symmetric" : "ordered"
        return "scores:xxh128:\(try file(spec).digest()):\(order)"
    }

    private static func file(_ spec: TeacherSpec) -> ImportedFile {
        ImportedFile(teacher: spec.name, path: spec.options.string("path"))
    }

    func score(_ pairs: [TextPair]) throws -> [Float?] { pairs.map { table.score(of: $0) } }

    func paraphrase(_ requests: [ParaphraseRequest]) throws -> [[Paraphrase]] { throw refusal("paraphrase") }
    func embed(_ texts: [String]) throws -> SentenceVectors { throw refusal("embed") }

    private func refusal(_ what: String) -> TeacherFailure {
        TeacherFailure(
            .configuration, teacher: file.teacher, "it holds scores of pairs and cannot \(what).",
            hint: "Name it in 'teacher' of 'score' or in 'rescore' of 'mine_negatives'.")
    }
}
