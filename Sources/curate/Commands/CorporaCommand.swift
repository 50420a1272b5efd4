import ArgumentParser
import CurateCore
import CurateWorkspace

/// `curate corpora`: what corpora are known and what they are.
struct CorporaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "corpora", abstract: "List the corpora known by name, or show one.",
        subcommands: [List.self, Show.self], defaultSubcommand: List.self)

    /// `curate corpora list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all corpora known by name.")

        @Flag(help: "Print the declarations as JSON.")
        var json = false

        func run() throws {
            try ExitCodes.report {
                let library = Setup.library
                let corpora = try library.names().map(library.corpus)
                if json { return Terminal.say(try JSONText.of(corpora)) }
                let width = corpora.map(\.name.count).max() ?? 0
                for corpus in corpora {
                    let name = corpus.name + String(repeating: " ", count: width - corpus.name.count)
                    Terminal.say("\(name)  \(corpus.labels.scale.name)  \(corpus.title)")
                }
            }
        }
    }

    /// `curate corpora show NAME`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a corpus: files, labels, licence, defects.")

        @Argument(help: "A corpus' name, or a folder that holds corpus.yaml.")
        var corpus: String

        @Flag(help: "Print the declaration as JSON.")
        var json = false

        func run() throws {
            try ExitCodes.report {
                let corpus = try Setup.library.corpus(self.corpus)
                Terminal.say(json ? try JSONText.of(corpus) : CorpusText(corpus).text)
            }
        }
    }
}
