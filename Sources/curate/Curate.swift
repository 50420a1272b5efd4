import ArgumentParser

/// The program: one subcommand a file.
@main
struct Curate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "curate",
        abstract: "Turns open labeled Chinese sentence-similarity corpora into clean, leak-free, shuffled shards.",
        discussion: """
            curate run pipelines/lcqmc.yaml        make the shards of a pipeline
            curate plan pipelines/lcqmc.yaml       what that would do, without doing it
            curate check pipelines/*.yaml          find mistakes in pipelines and run their tests
            curate stats out/lcqmc                 what came out, and what every stage did
            curate show out/lcqmc                  rows, and what was rejected
            curate explain out/lcqmc ID            one record's whole story
            curate diff out/before out/after       which rows two folders do not share, and why
            curate browse out/lcqmc                the same in a web browser, to mark records
            curate export out/lcqmc --format parquet --output out/lcqmc-parquet
                                                   the same rows in another format or a trainer's layout
            curate tune-mining pipelines/lcqmc.yaml
                                                   how often mined negatives are positives, by setting
            curate audit FOLDER...                 what is wrong with corpora as published

            Exit codes: 0 done, 1 the data broke a limit the pipeline set, 2 the command line or the pipeline is \
            wrong, 3 the system failed (disk, memory), 130 interrupted.
            """,
        version: Program.version,
        subcommands: [
            RunCommand.self, PlanCommand.self, CheckCommand.self, StatsCommand.self, ShowCommand.self,
            VerifyCommand.self, ExportCommand.self, CorporaCommand.self, AuditCommand.self, StagesCommand.self,
            TeachersCommand.self,
            TeacherCommand.self, WorkerCommand.self, ParaphraseCommand.self, ScoreCommand.self, EmbedCommand.self,
            BrowseCommand.self, ExplainCommand.self, DiffCommand.self, TuneMiningCommand.self,
        ])

    /// The parser's own code for a wrong command line is 64; this program promises 2.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            Terminal.complain(fullMessage(for: error))
            exit(withError: ExitCodes.usage)
        }
    }
}
