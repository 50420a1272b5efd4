internal import CurateCore
import Dispatch
internal import FlyingFox
internal import FlyingSocks
import Foundation
import Synchronization

/// Serves a ``Browser`` on this machine's loopback addresses and nowhere else.
public final class BrowseServer: Sendable {
    /// Where it answers.
    public let port: UInt16
    private let tasks: [Task<Void, any Error>]
    private let failure: Mutex<(any Error)?>

    /// Bytes of a form; more is refused unread.
    private static let mostBody = 64 << 10

    /// Starts to listen on 127.0.0.1, and on ::1 where the machine has it.
    ///
    /// - Parameter port: 0 takes any that is free.
    /// - Throws: `Diagnostic` when the port is taken.
    public static func start(_ browser: Browser, port: UInt16) async throws -> BrowseServer {
        let first = HTTPServer(
            address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), timeout: 3600, logger: .disabled,
            handler: Handler(browser: browser))
        let task = Task { try await first.run() }
        do { try await first.waitUntilListening(timeout: 5) } catch {
            task.cancel()
            throw Diagnostic(
                .error, "port \(port) of 127.0.0.1 cannot be opened", hint: "Choose another with --port, or 0 for any.")
        }
        guard case .ip4(_, let taken)? = await first.listeningAddress else {
            throw Diagnostic(.error, "the port that was opened is not known")
        }
        let second = HTTPServer(
            address: try sockaddr_in6.inet6(ip6: "::1", port: taken), timeout: 3600, logger: .disabled,
            handler: Handler(browser: browser))
        // A machine without IPv6 does without it.
        return BrowseServer(port: taken, tasks: [task, Task { try await second.run() }])
    }

    private init(port: UInt16, tasks: [Task<Void, any Error>]) {
        self.port = port
        self.tasks = tasks
        failure = Mutex(nil)
    }

    public var address: String { "http://127.0.0.1:\(port)/" }

    public func stop() {
        for task in tasks { task.cancel() }
    }

    /// Turns what the library knows into what the application knows, and back.
    private struct Handler: HTTPHandler {
        let browser: Browser
        private let queue = DispatchQueue(label: "browse", attributes: .concurrent)

        func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
            guard let method = BrowseRequest.Method(rawValue: request.method.rawValue) else {
                return Self.answer(.plain(405, "Only GET and POST are answered."))
            }
            var body = ""
            if method == .post {
                let length = request.headers[.contentLength].flatMap { Int($0) }
                guard let length, length <= BrowseServer.mostBody, request.headers[.transferEncoding] == nil else {
                    return Self.answer(.plain(413, "A form has at most \(BrowseServer.mostBody) bytes."))
                }
                body = String(decoding: try await request.bodyData, as: UTF8.self)
            }
            let headers = Dictionary(request.headers.map { ($0.key.rawValue, $0.value) }) { $1 }
            let asked = BrowseRequest(method, request.target.rawValue, headers: headers, body: body)
            // Reading files blocks; the few threads that wait for sockets must not.
            let response = await withCheckedContinuation { continuation in
                queue.async { continuation.resume(returning: browser.respond(to: asked)) }
            }
            return Self.answer(response)
        }

        private static func answer(_ response: BrowseResponse) -> HTTPResponse {
            var headers = HTTPHeaders()
            headers[.contentType] = response.type
            headers[.location] = response.location
            for (name, value) in BrowseResponse.securityHeaders { headers[HTTPHeader(name)] = value }
            return HTTPResponse(
                statusCode: HTTPStatusCode(response.status, phrase: phrase(response.status)), headers: headers,
                body: Data(response.body))
        }

        private static func phrase(_ status: Int) -> String {
            switch status {
            case 200: "OK"
            case 303: "See Other"
            case 400: "Bad Request"
            case 403: "Forbidden"
            case 404: "Not Found"
            case 405: "Method Not Allowed"
            case 413: "Content Too Large"
            case 421: "Misdirected Request"
            default: "Internal Server Error"
            }
        }
    }
}
