import CurateCore
import CurateWorkspace
import Files

/// A kind `embedded` whose models are folders, of which only names are looked at.
enum FolderTeachers {
    static func setup(_ folders: [String]) -> TeacherSetup {
        let kind = TeacherKind(
            .init(
                "embedded", summary: "a folder", about: "",
                options: [OptionField("model", .string, required: true, "A folder.")]),
            identify: { spec, surroundings in
                let model = spec.options.string("model")
                guard surroundings.modelFolders.contains(where: { FileSystem.isDirectory($0 + "/" + model) }) else {
                    throw TeacherFailure(.configuration, teacher: spec.name, "there is no model folder '\(model)'")
                }
                return "folder " + model
            }, open: { spec, _ in throw TeacherFailure(.system, teacher: spec.name, "it is for tests of planning") })
        return TeacherSetup(
            catalog: TeacherCatalog(kinds: [kind]),
            surroundings: TeacherSurroundings(threads: 1, modelFolders: folders), provide: { _, _ in NoTeachers() })
    }
}
