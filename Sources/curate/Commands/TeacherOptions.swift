import ArgumentParser
import CurateCore
import CurateWorkspace
import Files

/// Options about which teacher a command asks.
struct TeacherOptions: ParsableArguments {
    @Option(help: "A teacher that --pipeline declares, or a model folder's name (default: demo).")
    var teacher: String?

    @Option(help: "A model folder.", completion: .directory)
    var model: String?

    @Option(help: "A pipeline that declares the teacher.", completion: .file(extensions: ["yaml", "yml"]))
    var pipeline: String?

    @Option(help: "Folder in which answers are kept (default: nowhere).")
    var teacherStore: String?

    @Option(help: "Threads to use (default: all processors).")
    var threads: Int?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1.") }
        if model != nil, teacher != nil || pipeline != nil {
            throw ValidationError("--model names a teacher by itself; leave out --teacher and --pipeline.")
        }
    }

    /// Opens the teacher.
    func open() throws -> any Teacher {
        let loader = Setup.loader(threads: threads ?? ProcessUsage.availableProcessors)
        return try TeacherFinder(loader: loader).find(
            name: teacher, model: model, pipeline: pipeline, store: teacherStore)
    }
}
