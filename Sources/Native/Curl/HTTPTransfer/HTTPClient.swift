import CCurl

/// Sends HTTP and HTTPS requests, one after another, and keeps its connections open between them.
///
/// The library behind it is loaded with the first client. Redirects are not followed.
public final class HTTPClient {
    private let handle: OpaquePointer

    /// Throws `HTTPFailure` when the library is missing.
    public init() throws {
        if let reason = ccurl_load() {
            throw HTTPFailure(kind: .library, message: String(cString: reason))
        }
        guard let handle = ccurl_create() else { preconditionFailure("out of memory") }
        self.handle = handle
    }

    deinit { ccurl_destroy(handle) }

    /// Version of the library, such as "7.88.1".
    public var libraryVersion: String { String(cString: ccurl_version()) }

    /// Sends `body` by POST and waits for the whole answer, whatever its status.
    ///
    /// `cancelled` is asked about once a second, from this thread. Throws `HTTPFailure`.
    public func post(
        _ body: [UInt8], to url: String, headers: [String], seconds: Double, mostBytes: Int = 64 << 20,
        cancelled: @escaping @convention(c) () -> Int32 = { 0 }
    ) throws -> HTTPResponse {
        var request = ccurl_request()
        request.timeout_milliseconds = Int(max(1, seconds * 1000))
        request.most_bytes = mostBytes
        request.cancelled = cancelled
        var response = ccurl_response()
        let code = withTexts([url] + headers) { texts in
            body.withUnsafeBufferPointer { bytes in
                request.url = texts[0]
                (request.body, request.body_count) = (bytes.baseAddress, bytes.count)
                return texts[1...].withUnsafeBufferPointer { headers in
                    (request.headers, request.header_count) = (headers.baseAddress, headers.count)
                    return ccurl_perform(handle, &request, &response)
                }
            }
        }
        guard Int(code) == CCURL_OK else { throw failure(code, response) }
        return HTTPResponse(
            status: response.status, retryAfter: response.retry_after > 0 ? Double(response.retry_after) : nil,
            body: Array(UnsafeBufferPointer(start: response.body, count: response.body_count)))
    }

    private func failure(_ code: Int32, _ response: ccurl_response) -> HTTPFailure {
        let kind: HTTPFailure.Kind =
            switch Int(code) {
            case CCURL_TIMED_OUT: .timedOut
            case CCURL_CANCELLED: .cancelled
            case CCURL_TOO_LONG: .tooLong
            default: .connection
            }
        return HTTPFailure(kind: kind, message: response.message.map { String(cString: $0) } ?? "")
    }

    /// Lends copies of `texts` as C strings.
    private func withTexts<Result>(_ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
        let copies = texts.map { text in
            let bytes = text.utf8CString
            let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: bytes.count)
            _ = copy.initialize(from: bytes)
            return copy
        }
        defer { for copy in copies { copy.deallocate() } }
        return body(copies.map { UnsafePointer($0.baseAddress) })
    }
}

/// What a server answered.
public struct HTTPResponse: Sendable, Equatable {
    public var status: Int
    /// Seconds that the server asks to wait before another request.
    public var retryAfter: Double?
    public var body: [UInt8]
}

/// A request that got no answer.
public struct HTTPFailure: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// The library is missing.
        case library
        /// No connection, or it broke.
        case connection
        case timedOut
        case cancelled
        /// The answer was longer than allowed.
        case tooLong
    }

    public let kind: Kind
    /// In the library's words.
    public let message: String
    public var description: String { message }
}
