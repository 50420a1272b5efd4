internal import CurateCore
internal import Files
internal import RoFormer

/// What a pipeline says of an embedded teacher.
struct EmbeddedOptions: Sendable {
    /// As stages refer to it.
    let teacher: String
    let model: String
    let precision: Precision
    /// Most tokens of a text that is read.
    let maxLength: Int

    init(_ spec: TeacherSpec) {
        teacher = spec.name
        model = spec.options.string("model")
        precision = Precision(rawValue: spec.options.string("precision")) ?? .automatic
        maxLength = spec.options.integer("max_length")
    }

    /// Names all that decides an answer besides the request; precisions are named as this processor takes them.
    func identity(digest: String) -> String {
        "embedded roformer-sim sha256:\(digest) precision=\(precision.resolved.rawValue) max_length=\(maxLength)"
            + " unicode=\(Tokenizer.unicodeVersion)"
    }

    /// The folder that `model` names: itself, or one of that name in the folders of models.
    ///
    /// - Throws: `TeacherFailure` where there is none, with the places that were looked at.
    func folder(_ surroundings: TeacherSurroundings) throws -> String {
        let places = [model] + (model.contains("/") ? [] : surroundings.modelFolders.map { "\($0)/\(model)" })
        if let found = places.first(where: FileSystem.isDirectory) { return found }
        throw TeacherFailure(
            .configuration, teacher: teacher, "there is no model folder '\(model)'",
            hint: "Looked at \(places.joined(separator: ", ")); give the folder that holds the model's files")
    }

    /// Runs `body`; what it throws about the model becomes this teacher's failure.
    func reporting<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let failure as CheckpointFailure {
            throw TeacherFailure(
                .configuration, teacher: teacher, "\(failure.path): \(failure.message)", hint: failure.hint)
        } catch let failure as RoFormerFailure {
            throw TeacherFailure(.configuration, teacher: teacher, failure.message, hint: failure.hint)
        } catch let failure as SystemFailure {
            throw TeacherFailure(.system, teacher: teacher, "\(failure)")
        }
    }
}
