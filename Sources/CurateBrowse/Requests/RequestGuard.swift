/// Refuses what no page of this application sends.
struct RequestGuard: Sendable {
    /// Made anew at every start; pages carry it, other sites cannot read it.
    let token: String

    /// A page of another site may lead a name of its own to this machine; its requests still bear that name.
    private static let hosts: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

    /// - Returns: why the request is refused; nil when it is not.
    func refusal(of request: BrowseRequest) -> BrowseResponse? {
        guard let host = request.headers["host"], Self.hosts.contains(Self.name(host)) else {
            return .plain(421, "This application answers only as localhost, 127.0.0.1 or [::1].")
        }
        guard request.method == .post else { return nil }
        guard isFromHere(request, host: host) else {
            return .plain(403, "This form was not sent from a page of this application.")
        }
        guard request.form["token"] == token else {
            return .plain(403, "This page is of an earlier start of the application. Reload it and send it again.")
        }
        return nil
    }

    private static func name(_ host: String) -> String {
        let lowered = host.lowercased()
        guard let colon = lowered.lastIndex(of: ":"), !lowered.hasSuffix("]") else { return lowered }
        let port = lowered[lowered.index(after: colon)...]
        return !port.isEmpty && port.allSatisfy(\.isASCII) && port.allSatisfy(\.isNumber)
            ? String(lowered[..<colon]) : lowered
    }

    /// Browsers send an origin with every form; one that is missing is as bad as a foreign one.
    private func isFromHere(_ request: BrowseRequest, host: String) -> Bool {
        if let site = request.headers["sec-fetch-site"], site != "same-origin" { return false }
        if let origin = request.headers["origin"] { return origin.lowercased() == "http://" + host.lowercased() }
        return request.headers["referer"]?.lowercased().hasPrefix("http://\(host.lowercased())/") ?? false
    }
}
