import ArgumentParser
import CurateCore
import CuratePlan

/// `curate stages`: what stages there are, and all about one of them.
struct StagesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stages", abstract: "List the stages, or explain one: options, rules, counters, examples.")

    @Argument(help: "A stage's name.")
    var stage: String?

    @Flag(help: "Print the documentation of all stages as Markdown.")
    var markdown = false

    @Flag(help: "Print the JSON schema of pipelines.")
    var schema = false

    func run() throws {
        try ExitCodes.report {
            let kinds = Catalogs.stages.kinds
            if schema {
                return Terminal.say(
                    PipelineSchema.json(
                        stages: kinds.map(\.declaration), outputs: Catalogs.outputs,
                        teachers: Catalogs.teachers.kinds.map(\.declaration)))
            }
            if markdown { return Terminal.say(StageDocs.markdown(kinds.map(\.declaration))) }
            guard let stage else { return list(kinds.map(\.declaration)) }
            guard let kind = Catalogs.stages[stage] else {
                let hint = Spelling.hint(for: stage, among: kinds.map(\.declaration.name))
                throw Diagnostic(.error, "there is no stage '\(stage)'", hint: hint)
            }
            Terminal.say(StageHelp.text(kind.declaration))
        }
    }

    private func list(_ declarations: [StageDeclaration]) {
        let width = declarations.map(\.name.count).max() ?? 0
        for declaration in declarations {
            let name = declaration.name + String(repeating: " ", count: width - declaration.name.count)
            Terminal.say("\(name)  \(declaration.summary)")
        }
    }
}
