import Foundation

/// Shows long output page by page where a person reads it on a terminal.
enum Pager {
    /// What a person asked for by `PAGER`, otherwise `less`, which stays out of the way of what fits on the screen.
    ///
    /// - Returns: nil where output must not be paged: it goes elsewhere, or paging was switched off by `PAGER=` or
    ///   `PAGER=cat`.
    static var command: String? {
        let environment = ProcessInfo.processInfo.environment
        guard isatty(STDOUT_FILENO) == 1, environment["TERM"] ?? "dumb" != "dumb" else { return nil }
        let chosen = environment["PAGER"] ?? "less"
        return ["", "cat"].contains(chosen.trimmingCharacters(in: .whitespaces)) ? nil : chosen
    }

    /// Says the text, through a pager where there is one.
    static func say(_ text: String) {
        guard let command, let pager = start(command) else { return Terminal.say(text) }
        // While it shows pages, interrupts are the pager's.
        let before = signal(SIGINT, SIG_IGN)
        defer { signal(SIGINT, before) }
        // A reader who has seen enough closes the pipe.
        try? pager.input.write(contentsOf: Data((text + "\n").utf8))
        try? pager.input.close()
        pager.process.waitUntilExit()
        // A shell says so when there is no such program.
        if pager.process.terminationStatus == 127 { Terminal.say(text) }
    }

    private static func start(_ command: String) -> (process: Process, input: FileHandle)? {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        // Colours as they are, no pages for what fits, the text stays when it ends.
        process.environment = ProcessInfo.processInfo.environment.merging(["LESS": "FRX", "LV": "-c"]) { own, _ in own }
        process.standardInput = pipe
        guard (try? process.run()) != nil else { return nil }
        return (process, pipe.fileHandleForWriting)
    }
}
