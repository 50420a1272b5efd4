internal import CurateCore
internal import Files

/// One running worker and the lines said to and by it.
///
/// - Note: unchecked, because the pool lends it to one thread at a time.
final class WorkerLink: @unchecked Sendable {
    /// The worker is gone, or must be: a new one may do better.
    struct Death: Error {
        var story: String
    }

    let identity: String
    let abilities: Set<TeacherAbility>
    let dimensions: Int?

    private let options: WorkerOptions
    private let process: ChildProcess
    private var buffer: [UInt8] = []
    private var nextID = 1

    /// Starts a worker and waits for its greeting.
    /// - Throws: ``TeacherFailure`` when there is no such program or it greets wrongly, ``Death``, `Interrupted`.
    init(_ options: WorkerOptions) throws {
        self.options = options
        do { process = try ChildProcess(options.command, environment: options.environment) } catch {
            throw TeacherFailure(
                .configuration, teacher: options.name, "its worker cannot be started: \(error).",
                hint: "Check 'command': the first word must be a program on the PATH, or a path to one.")
        }
        var reader = LineReader(process: process, timeout: options.timeout, buffer: [])
        let line = try reader.line("saying that it is ready")
        buffer = reader.buffer
        let greeting: WorkerProtocol.Greeting
        do { greeting = try JSONLine.value(WorkerProtocol.Greeting.self, line) } catch {
            throw Self.misspoken(options, line, "its worker's first line is no greeting", process)
        }
        guard greeting.curate_teacher == WorkerProtocol.version else {
            throw TeacherFailure(
                .configuration, teacher: options.name,
                "its worker speaks version \(greeting.curate_teacher) of the protocol, and this program version "
                    + "\(WorkerProtocol.version).", hint: "Use a worker that fits this version of curate.")
        }
        // The protocol has no word for scores of pairs.
        abilities = Set(greeting.abilities.compactMap(TeacherAbility.init)).subtracting([.score])
        (identity, dimensions) = (greeting.identity, greeting.dimensions)
        guard !identity.isEmpty, !abilities.isEmpty, !abilities.contains(.embed) || (dimensions ?? 0) > 0 else {
            throw Self.misspoken(
                options, line, "its worker's greeting lacks identity, abilities or dimensions", process)
        }
    }

    /// Ends the worker in good order.
    func finish() { _ = process.finish(seconds: 5) }

    /// Says `count` things and gives each answer to `answered` as it comes.
    /// - Throws: ``Death``, after which other workers may be asked what is unanswered; ``TeacherFailure`` when the
    ///   worker says that it cannot answer, or says what makes no sense; `Interrupted`.
    func ask(
        _ count: Int, line: (_ id: Int, _ place: Int) throws -> [UInt8],
        answered: (_ place: Int, WorkerProtocol.Answer) throws -> Void
    ) throws {
        let first = nextID
        nextID += count
        for place in 0..<count { process.send(try line(first + place, place)) }
        var open = Set(first..<nextID)
        var reader = LineReader(process: process, timeout: options.timeout, buffer: buffer)
        while !open.isEmpty {
            let line = try reader.line("answering")
            let answer: WorkerProtocol.Answer
            do { answer = try JSONLine.value(WorkerProtocol.Answer.self, line) } catch {
                throw Self.misspoken(options, line, "its worker wrote a line that is no answer", process)
            }
            guard open.remove(answer.id) != nil else {
                throw Self.misspoken(
                    options, line, "its worker answered a request (id \(answer.id)) that is not open", process)
            }
            try answered(answer.id - first, answer)
        }
        buffer = reader.buffer
    }

    private static func misspoken(
        _ options: WorkerOptions, _ line: [UInt8], _ what: String, _ process: ChildProcess
    ) -> TeacherFailure {
        TeacherFailure(
            .configuration, teacher: options.name, "\(what): \(JSONLine.excerpt(line))\(errorStory(process))",
            hint: "A worker writes nothing but JSON answers to standard output; messages go to standard error.")
    }

    /// The last lines of standard error, to put after a message.
    static func errorStory(_ process: ChildProcess) -> String {
        let text = String(decoding: process.errorTail, as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).suffix(5).map { "  " + JSONLine.excerpt(String($0), 200) }
        return lines.isEmpty ? "." : ". It wrote to standard error:\n" + lines.joined(separator: "\n") + "\n"
    }
}

/// Cuts a worker's output into lines.
private struct LineReader {
    let process: ChildProcess
    let timeout: Double
    var buffer: [UInt8]
    private var searched = 0

    init(process: ChildProcess, timeout: Double, buffer: [UInt8]) {
        (self.process, self.timeout, self.buffer) = (process, timeout, buffer)
    }

    /// The next line that is not blank, without its end.
    mutating func line(_ doing: String) throws -> [UInt8] {
        let end = Clock.monotonicSeconds + timeout
        while true {
            if let line = cut() { return line }
            if Interruption.requested { throw Interrupted() }
            let left = end - Clock.monotonicSeconds
            guard left > 0 else {
                process.kill()
                throw WorkerLink.Death(
                    story: "it was killed after \(timeout) seconds without \(doing)" + WorkerLink.errorStory(process))
            }
            switch try process.next(seconds: min(left, 0.2)) {
            case .output(let bytes): buffer += bytes
            case .nothing: continue
            case .endOfOutput:
                let ending = process.finish(seconds: 2)
                throw WorkerLink.Death(story: "\(ending) before \(doing)" + WorkerLink.errorStory(process))
            }
        }
    }

    private mutating func cut() -> [UInt8]? {
        while let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = Array(buffer[..<end])
            buffer.removeSubrange(...end)
            searched = 0
            if line.contains(where: { $0 > 32 }) { return line }
        }
        searched = buffer.count
        return nil
    }
}
