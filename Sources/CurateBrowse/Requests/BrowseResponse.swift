/// What a browser gets.
public struct BrowseResponse: Sendable, Hashable {
    public var status: Int
    public var type: String
    public var body: [UInt8]
    /// Where to go on; an address within the application.
    public var location: String?

    init(status: Int = 200, type: String = "text/html; charset=utf-8", body: [UInt8]) {
        self.status = status
        self.type = type
        self.body = body
    }

    /// Sends the browser elsewhere by GET.
    static func see(_ link: Link) -> BrowseResponse {
        var response = BrowseResponse(status: 303, type: "text/plain; charset=utf-8", body: Array("See there.\n".utf8))
        response.location = link.target
        return response
    }

    static func plain(_ status: Int, _ text: String) -> BrowseResponse {
        BrowseResponse(status: status, type: "text/plain; charset=utf-8", body: Array((text + "\n").utf8))
    }

    /// Of every answer: no scripts whatever a page might hold, styles from here only, never framed, never kept.
    public static let securityHeaders: [(name: String, value: String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; sandbox "
                + "allow-forms allow-same-origin"
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ]
}
