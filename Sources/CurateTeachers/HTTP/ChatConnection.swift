internal import CurateCore
internal import Files
internal import HTTPTransfer
internal import Synchronization

/// Sends requests to one server, again where that may help.
final class ChatConnection: Sendable {
    private let options: ChatOptions
    private let pacer: RequestPacer
    private let key: String?
    private let clients = Mutex<[ClientBox]>([])

    /// - Note: unchecked, because a client is lent to one thread at a time.
    private final class ClientBox: @unchecked Sendable {
        let client: HTTPClient
        init() throws { client = try HTTPClient() }
    }

    /// What one try came to, if not to an answer.
    private struct Trouble: Error {
        var reason: String
        /// How long the server wants to be left alone.
        var wait: Double?
    }

    /// - Throws: ``TeacherFailure`` when the variable that is to hold the key does not.
    init(_ options: ChatOptions, environment: [String: String]) throws {
        self.options = options
        pacer = RequestPacer(options)
        key = try options.keyVariable.map { try Self.key($0, environment, options.name) }
    }

    private static func key(_ variable: String, _ environment: [String: String], _ name: String) throws -> String {
        guard let key = environment[variable], !key.isEmpty else {
            throw TeacherFailure(
                .configuration, teacher: name, "the environment variable \(variable), its 'api_key_env', is not set.",
                hint: "Set it to the key before running: export \(variable)=...")
        }
        guard key.unicodeScalars.allSatisfy({ (33...126).contains($0.value) }) else {
            throw TeacherFailure(
                .configuration, teacher: name,
                "the environment variable \(variable) holds no key: it has spaces or "
                    + "characters that no key has.", hint: "Check how it is set; a line's end may have slipped in.")
        }
        return key
    }

    /// Posts to `path` until `read` accepts the answer.
    /// - Parameters:
    ///   - body: gets the number of the try, from 0.
    ///   - about: what is asked, for messages.
    /// - Throws: ``TeacherFailure``, `Interrupted`.
    func post<Answer>(
        _ path: String, about text: String, body: (Int) throws -> [UInt8], read: ([UInt8]) throws -> Answer
    ) throws -> Answer {
        var last = ""
        for attempt in 0...options.retries {
            do {
                return try pacer.run { try send(path, body(attempt), read) }
            } catch let trouble as Trouble {
                last = trouble.reason
                if let wait = trouble.wait { pacer.hold(seconds: wait) }
                if attempt < options.retries { try Pause.wait(seconds: pause(after: attempt)) }
            }
        }
        throw TeacherFailure(
            .system, teacher: options.name,
            "\(options.base) did not answer for '\(JSONLine.excerpt(text, 60))' in \(options.retries + 1) tries; the last: "
                + "\(last).",
            hint:
                "Answers so far are kept: the same command asks the rest. 'retries' and 'timeout' set how patient it is."
        )
    }

    /// Doubles each time up to a minute; a random part keeps many askers from coming back all at once.
    private func pause(after attempt: Int) -> Double {
        let whole = min(60, options.backoff * Double(1 << min(attempt, 20)))
        return whole * Double.random(in: 0.5...1)
    }

    private func send<Answer>(
        _ path: String, _ body: [UInt8], _ read: ([UInt8]) throws -> Answer
    ) throws -> (result: Answer, tokens: Int) {
        let response = try transfer(path, body)
        guard response.status == 200 else { throw refusal(response) }
        do {
            return (try read(response.body), ChatMessages.tokens(response.body))
        } catch let unreadable as ChatAnswers.Unreadable {
            // Paid for all the same.
            pacer.count(tokens: ChatMessages.tokens(response.body))
            throw Trouble(reason: hidingKey(unreadable.reason))
        }
    }

    private func transfer(_ path: String, _ body: [UInt8]) throws -> HTTPResponse {
        let box = try clients.withLock { $0.popLast() } ?? open()
        defer { clients.withLock { $0.append(box) } }
        var headers = ["Content-Type: application/json", "Accept: application/json", "Expect:"]
        if let key { headers.append("Authorization: Bearer \(key)") }
        do {
            return try box.client.post(body, to: options.base + path, headers: headers, seconds: options.timeout) {
                Interruption.requested ? 1 : 0
            }
        } catch let failure as HTTPFailure {
            switch failure.kind {
            case .cancelled: throw Interrupted()
            case .timedOut: throw Trouble(reason: "no answer within \(options.timeout) seconds")
            case .tooLong: throw Trouble(reason: "the answer was longer than 64 MiB")
            default: throw Trouble(reason: hidingKey(failure.message))
            }
        }
    }

    private func open() throws -> ClientBox {
        do { return try ClientBox() } catch {
            throw TeacherFailure(
                .system, teacher: options.name, "HTTP is not available: \(error).",
                hint: "Install libcurl (libcurl4 on Debian and Ubuntu).")
        }
    }

    /// An answer with another status than 200: worth another try, or not.
    private func refusal(_ response: HTTPResponse) -> any Error {
        let words = hidingKey("status \(response.status): \(JSONLine.excerpt(response.body, 200))")
        switch response.status {
        case 408, 425, 429, 500...599: return Trouble(reason: words, wait: response.retryAfter)
        case 401, 403:
            let hint = options.keyVariable.map { "Check the key in \($0)." } ?? "Name the key's variable: api_key_env."
            return TeacherFailure(.configuration, teacher: options.name, "the server refuses: \(words)", hint: hint)
        case 300...399:
            return TeacherFailure(
                .configuration, teacher: options.name, "the server sends the request elsewhere: \(words)",
                hint: "Give the url that it leads to; redirects are not followed, so that no key goes astray.")
        default:
            return TeacherFailure(
                .configuration, teacher: options.name, "the server cannot use the request: \(words)",
                hint: "Check 'url', 'model' and 'body'.")
        }
    }

    /// Servers may repeat what they were sent.
    private func hidingKey(_ text: String) -> String { key.map { text.replacing($0, with: "***") } ?? text }
}
