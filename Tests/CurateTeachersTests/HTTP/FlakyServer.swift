import CurateCore
import CurateTesting
import Foundation
import Synchronization

/// A chat server on this machine that answers as `ToyTeacher` does, and fails as real servers do, by a script.
final class FlakyServer: Sendable {
    /// What becomes of one request.
    enum Reply: Sendable, Equatable {
        case answer
        /// Another status, with a body and perhaps `Retry-After`.
        case status(Int, String = "{\"error\":\"no\"}", retryAfter: Int? = nil)
        /// Status 200 with a body that is no answer.
        case body(String)
        /// Status 200 with an answer in which the model wrote this.
        case content(String, finish: String = "stop")
        /// The connection is closed without a word.
        case drop
        /// The connection is closed in the middle of an answer.
        case half
        /// The right answer, late.
        case slow(Double)
    }

    struct Request: Sendable {
        var path: String
        var headers: [String: String]
        var body: Data
        /// The sentence to paraphrase, or the first to embed.
        var text: String
        var reply: Reply
        /// The whole answer was handed to the system.
        var delivered = false
        var time: Double

        var json: [String: Any] { (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:] }
    }

    let url: String
    private let listener: Int32
    private let script: @Sendable (Int, String) -> Reply
    private let state = Mutex(State())

    private struct State {
        var requests: [Request] = []
        var underWay = 0
        var most = 0
    }

    /// - Parameter script: what becomes of the n-th request, which is about that text.
    init(_ script: @escaping @Sendable (Int, String) -> Reply = { _, _ in .answer }) throws {
        self.script = script
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let number = listener
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(number, pointer, length) == 0 && listen(number, 128) == 0
                    && getsockname(number, pointer, &length) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))/v1"
        signal(SIGPIPE, SIG_IGN)
        Thread.detachNewThread { [self] in acceptAll() }
    }

    /// The server lives until this is called.
    ///
    /// The accepting thread closes the listener: closed here, its number could mean another server's by then.
    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    var requests: [Request] { state.withLock { $0.requests } }
    /// The most requests that were under way at once.
    var most: Int { state.withLock { $0.most } }
    /// How often each text was answered rightly and wholly.
    var answered: [String: Int] {
        Dictionary(requests.filter(\.delivered).map { ($0.text, 1) }, uniquingKeysWith: +)
    }

    private func acceptAll() {
        defer { close(listener) }
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            Thread.detachNewThread { [self] in
                while serve(connection) {}
                close(connection)
            }
        }
    }

    /// One request; false when the connection is to be closed.
    private func serve(_ connection: Int32) -> Bool {
        guard var request = read(connection) else { return false }
        let number = state.withLock { state in
            state.requests.append(request)
            state.underWay += 1
            state.most = max(state.most, state.underWay)
            return state.requests.count - 1
        }
        defer { state.withLock { $0.underWay -= 1 } }
        request.reply = script(number, request.text)
        if case .slow(let seconds) = request.reply { Thread.sleep(forTimeInterval: seconds) }
        let isRight: Bool =
            switch request.reply {
            case .answer, .slow: true
            default: false
            }
        // Noted before it is sent: the client may be done with it before this thread goes on.
        note(request.reply, delivered: isRight, at: number)
        let isSent = send(request, connection)
        if !isSent { note(request.reply, delivered: false, at: number) }
        return isSent
    }

    private func note(_ reply: Reply, delivered: Bool, at number: Int) {
        state.withLock { state in
            state.requests[number].reply = reply
            state.requests[number].delivered = delivered
        }
    }

    private func send(_ request: Request, _ connection: Int32) -> Bool {
        switch request.reply {
        case .answer, .slow: return write(connection, 200, answer(request))
        case .status(let code, let body, let wait):
            return write(connection, code, Data(body.utf8), wait.map { "Retry-After: \($0)\r\n" } ?? "")
        case .body(let body): return write(connection, 200, Data(body.utf8))
        case .content(let text, let finish): return write(connection, 200, completion(text, finish))
        case .drop: return false
        case .half:
            _ = write(connection, 200, answer(request), only: 100)
            return false
        }
    }

    // MARK: Answers

    private func answer(_ request: Request) -> Data {
        if request.path.hasSuffix("/embeddings") {
            let texts = request.json["input"] as? [String] ?? []
            guard let vectors = try? ToyTeacher().embed(texts) else { return Data() }
            // Out of order, and twice as long as they should be.
            let rows = (0..<vectors.count).reversed().map { row in
                ["index": row, "embedding": vectors[row].map { Double($0) * 2 }] as [String: Any]
            }
            return json(["data": rows, "usage": ["total_tokens": 3 * texts.count]])
        }
        return completion(Self.list(request.text, seed: request.json["seed"] as? Int ?? 0), "stop")
    }

    /// What the toy says of a text, as the JSON array that the model writes.
    static func list(_ text: String, seed: Int) -> String {
        let request = ParaphraseRequest(text: text, seed: UInt64(seed), sampling: Sampling(samples: 4))
        let texts = (try? ToyTeacher().paraphrase([request])[0].map(\.text)) ?? []
        return String(decoding: (try? JSONSerialization.data(withJSONObject: texts)) ?? Data(), as: UTF8.self)
    }

    private func completion(_ content: String, _ finish: String) -> Data {
        json([
            "choices": [["message": ["role": "assistant", "content": content], "finish_reason": finish]],
            "usage": ["total_tokens": 10],
        ])
    }

    private func json(_ value: [String: Any]) -> Data { (try? JSONSerialization.data(withJSONObject: value)) ?? Data() }

    // MARK: Bytes

    private func read(_ connection: Int32) -> Request? {
        var bytes = Data()
        while bytes.range(of: Data("\r\n\r\n".utf8)) == nil { guard receive(connection, &bytes) else { return nil } }
        guard let end = bytes.range(of: Data("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2 { headers[parts[0].lowercased()] = parts[1] }
        }
        let length = headers["content-length"].flatMap(Int.init) ?? 0
        while bytes.count - end.upperBound < length { guard receive(connection, &bytes) else { return nil } }
        var request = Request(
            path: lines[0].components(separatedBy: " ")[1], headers: headers, body: bytes[end.upperBound...], text: "",
            reply: .answer, time: ProcessInfo.processInfo.systemUptime)
        request.text = Self.text(request.json)
        return request
    }

    /// The prompt in these tests is `{samples}|{text}`.
    private static func text(_ json: [String: Any]) -> String {
        if let input = json["input"] as? [String] { return input.first ?? "" }
        let messages = json["messages"] as? [[String: String]] ?? []
        let prompt = messages.last?["content"] ?? ""
        return String(prompt.drop { $0 != "|" }.dropFirst())
    }

    private func receive(_ connection: Int32, _ bytes: inout Data) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = recv(connection, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        bytes.append(contentsOf: chunk[..<count])
        return true
    }

    private func write(
        _ connection: Int32, _ status: Int, _ body: Data, _ headers: String = "", only most: Int = .max
    ) -> Bool {
        let head =
            "HTTP/1.1 \(status) Status\r\nContent-Type: application/json\r\n\(headers)Content-Length: \(body.count)\r\n\r\n"
        let bytes = [UInt8]((Data(head.utf8) + body).prefix(most))
        return Foundation.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }
}
