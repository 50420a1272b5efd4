/// What a browser asks, free of how it came.
public struct BrowseRequest: Sendable {
    public enum Method: String, Sendable { case get = "GET", post = "POST" }

    public var method: Method
    /// As sent, percent-encoded.
    public var path: String
    public var query: [String: String]
    /// Names in lower case.
    public var headers: [String: String]
    /// Of a form that was sent.
    public var form: [String: String]

    /// - Parameters:
    ///   - target: path and query.
    ///   - body: of a form.
    public init(_ method: Method, _ target: String, headers: [String: String] = [:], body: String = "") {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.method = method
        path = String(parts.first ?? "")
        query = parts.count > 1 ? FormText.values(parts[1]) : [:]
        self.headers = Dictionary(headers.map { ($0.key.lowercased(), $0.value) }) { $1 }
        form = FormText.values(body)
    }

    /// A number of the query.
    func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        query[name].flatMap(Int.init).map { min(max($0, range.lowerBound), range.upperBound) }
    }
}
