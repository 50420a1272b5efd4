import ArgumentParser
import CurateBrowse
import CurateCore
import CurateWorkspace
import Files
import Foundation
import Synchronization

/// `curate browse`: an output folder in a web browser.
struct BrowseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "browse", abstract: "Look through an output folder in a web browser, and mark records.",
        discussion: """
            curate browse out/lcqmc

            Serves pages on this machine alone, until it is interrupted. The folder is only read. What is marked goes \
            to a review file, which the stage 'review' of a pipeline applies.
            """)

    @Argument(help: "An output folder.", completion: .directory)
    var folder: String

    @Option(help: "The review file that marks are added to (default: FOLDER.review.jsonl, beside the folder).")
    var review: String?

    @Option(help: "Who marks, as the review file tells it (default: the user's name on this machine).")
    var by: String?

    @Option(help: "The port to answer on; 0 takes any that is free.")
    var port: UInt16 = 8650

    @Option(
        help: "A pipeline that declares the folder's teacher, to look for texts near to one of your own.",
        completion: .file(extensions: ["yaml", "yml"]))
    var pipeline: String?

    func run() throws {
        try ExitCodes.report {
            Interruption.install()
            Interruption.ignoreBrokenPipe()
            let name = by ?? NSUserName()
            let file = try ReviewFile(path: review ?? beside, by: name, outside: folder)
            let browser = try Browser(folder: folder, review: file, token: Self.token(), embed: embedding)
            try Self.serve(browser, port: port) { server in
                Terminal.say(server.address)
                Terminal.complain("Marks go to \(file.path). Stop with Control-C.")
            }
        }
    }

    private var beside: String {
        var path = folder
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path + ".review.jsonl"
    }

    /// Nobody but this application's pages may know it.
    private static func token() -> String {
        var random = SystemRandomNumberGenerator()
        return RecordID(high: random.next(), low: random.next()).description
    }

    private static func serve(_ browser: Browser, port: UInt16, begin: (BrowseServer) throws -> Void) throws {
        let server = try Waiting.result { try await BrowseServer.start(browser, port: port) }
        try begin(server)
        while !Interruption.requested { usleep(100_000) }
        server.stop()
    }

    /// Opens the teacher when it is first asked for.
    private var embedding: Browser.Embedding {
        let (pipeline, opened) = (pipeline, OpenedTeacher())
        return { name, identity, text in
            let teacher = try opened.get {
                let loader = Setup.loader(threads: ProcessUsage.availableProcessors)
                return try TeacherFinder(loader: loader).find(name: name, model: nil, pipeline: pipeline, store: nil)
            }
            guard teacher.identity == identity else {
                throw Diagnostic(
                    .error, "the teacher '\(name)' at hand is another than the one that made these vectors",
                    hint: "Name the folder's pipeline with --pipeline.")
            }
            return Array(try teacher.embed([text])[0])
        }
    }
}

/// A teacher that is opened at the first question and kept.
private final class OpenedTeacher: Sendable {
    private let teacher = Mutex<(any Teacher)?>(nil)

    func get(_ open: () throws -> any Teacher) throws -> any Teacher {
        try teacher.withLock { teacher in
            if let teacher { return teacher }
            let opened = try open()
            teacher = opened
            return opened
        }
    }
}
