import ArgumentParser
import CurateCore
import CuratePlan
import CurateTeachers

/// `curate teachers`: what kinds of teachers there are, and all about one of them.
struct TeachersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "teachers", abstract: "List the kinds of teachers, or explain one: options and examples.")

    @Argument(help: "A kind of teacher.")
    var kind: String?

    @Flag(help: "Print the documentation of all kinds as Markdown.")
    var markdown = false

    func run() throws {
        try ExitCodes.report {
            let kinds = TeacherCatalog.curate.kinds.map(\.declaration)
            if markdown { return Terminal.say(TeacherDocs.markdown(kinds)) }
            guard let kind else { return list(kinds) }
            guard let declaration = kinds.first(where: { $0.name == kind }) else {
                let hint = Spelling.hint(for: kind, among: kinds.map(\.name))
                throw Diagnostic(.error, "there is no kind of teacher '\(kind)'", hint: hint)
            }
            Terminal.say(TeacherDocs.text(declaration))
        }
    }

    private func list(_ kinds: [TeacherKind.Declaration]) {
        let width = kinds.map(\.name.count).max() ?? 0
        for kind in kinds {
            Terminal.say(kind.name + String(repeating: " ", count: width - kind.name.count) + "  \(kind.summary)")
        }
    }
}
