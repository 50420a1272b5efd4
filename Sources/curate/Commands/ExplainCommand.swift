import ArgumentParser
import CurateCore
import CurateExplain
import CurateReport
import Files
import Foundation

/// `curate explain`: a record's whole story.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell where a record came from and what every stage did with it.",
        discussion: """
            curate explain out/lcqmc 018b41c07f3e
            curate explain out/lcqmc 在南京机场下车,去市中心怎么坐车
            curate explain out/lcqmc --json 018b41c07f3e

            An id, or at least its first 6 digits, tells one record; anything else is a sentence, of which all records \
            that have it are told. A folder without an index in its .curate gets one first.
            """)

    @Argument(help: "An output folder.", completion: .directory)
    var folder: String

    @Argument(help: "A record's id or its first digits, or a sentence.")
    var subject: String

    @Flag(name: .customLong("text"), help: "Take it for a sentence, even if it looks like an id.")
    var isText = false

    @Option(help: "Records to tell for a sentence, at most.")
    var limit = 50

    @Option(help: "Threads that make the index (default: all processors).")
    var threads: Int?

    @Flag(help: "Print the story as JSON.")
    var json = false

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1.") }
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1.") }
        if subject.isEmpty { throw ValidationError("an id or a sentence is missing.") }
    }

    func run() throws {
        try ExitCodes.report {
            Interruption.install()
            let explainer = try Explainer(
                folder: folder, catalog: Catalogs.stages, threads: threads ?? ProcessUsage.availableProcessors,
                listener: IndexLines(folder: folder).heard)
            if isText || !Self.isID(subject) {
                let matches = try explainer.records(with: subject, most: limit)
                Terminal.say(json ? try JSONText.of(matches) : SentenceMatchesText(matches).text)
                if matches.total > matches.matches.count {
                    Terminal.complain("\(matches.matches.count) of \(matches.total) rows; --limit shows more")
                }
            } else {
                let story = try explainer.explain(subject)
                let marks = isatty(STDOUT_FILENO) == 1
                Terminal.say(json ? try JSONText.of(story) : ExplanationText(story, marks: marks).text)
            }
        }
    }

    private static func isID(_ text: String) -> Bool {
        (6...32).contains(text.utf8.count) && text.allSatisfy { $0.isASCII && $0.isHexDigit }
    }
}
