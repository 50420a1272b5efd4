import CurateBrowse
import Foundation
import Testing

@Suite struct HostileTextTests {
    private static let pages = [
        "/", "/rows", "/rows?n=200&sort=-label", "/rejected", "/rows?of=rejected/guard", "/marks",
        "/record?id=\(TestOutput.id(0))", "/record?id=\(TestOutput.id(3))&of=data/pairs/train&row=3", "/nothing",
    ]

    private func output() throws -> TestOutput {
        let rows = TestOutput.hostile.map { TestOutput.Row(a: $0, b: "对照" + $0, extra: ["corpus": $0, "origin": $0]) }
        return try TestOutput(
            rows,
            rejected: rows.map { row in
                var row = row
                row.extra = ["rule": row.a, "stage": row.a, "message": row.a, "values": [row.a: row.b]]
                return row
            })
    }

    private struct Tag {
        var name: String
        var attributes: String
    }

    /// Elements of a page, by a reader that knows nothing of how pages are made.
    private func tags(_ page: String) throws -> [Tag] {
        let head = "<!doctype html>\n"
        #expect(page.hasPrefix(head))
        var rest = page.dropFirst(head.count)
        var tags: [Tag] = []
        while let start = rest.firstIndex(of: "<") {
            let match = try #require(
                rest[start...].prefixMatch(of: /<(\/?[a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)>/),
                "\(rest[start...].prefix(60))")
            tags.append(Tag(name: String(match.output.1), attributes: String(match.output.2)))
            rest = rest[match.range.upperBound...]
        }
        return tags
    }

    @Test func textsNeverBecomeMarkup() throws {
        let browser = try output().browser()
        let known: Set<String> = [
            "html", "head", "meta", "title", "link", "body", "header", "a", "nav", "main", "h1", "h2", "h3", "p",
            "small",
            "bdi", "dl", "dt", "dd", "div", "section", "table", "thead", "tbody", "tr", "th", "td", "code", "form",
            "input",
            "label", "select", "option", "button", "span", "mark", "ul", "li", "strong",
        ]
        for page in Self.pages {
            let markup = browser.text(page)
            for tag in try tags(markup) {
                let name = tag.name.hasPrefix("/") ? String(tag.name.dropFirst()) : tag.name
                #expect(known.contains(name), "\(tag) in \(page)")
                #expect(!tag.attributes.contains(" on") && !tag.attributes.contains("javascript:"), "\(tag) in \(page)")
            }
        }
    }

    @Test func nothingInvisibleReachesAPage() throws {
        let browser = try output().browser()
        for page in Self.pages {
            for scalar in browser.text(page).unicodeScalars where scalar != "\n" {
                let category = scalar.properties.generalCategory
                #expect(
                    ![.control, .format, .lineSeparator, .paragraphSeparator].contains(category),
                    "U+\(String(scalar.value, radix: 16)) in \(page)")
            }
        }
        let rows = browser.text("/rows")
        #expect(rows.contains("[U+202E]") && rows.contains("U+202E RIGHT-TO-LEFT OVERRIDE"))
        #expect(rows.contains("[NUL]") && rows.contains("[LF]"))
        #expect(rows.contains("<bdi>"))
    }

    @Test func longTextsAreCut() throws {
        let browser = try output().browser()
        #expect(browser.text("/rows").utf8.count < 300_000)
        #expect(browser.text("/rows").contains("more characters"))
        #expect(browser.text("/record?id=\(TestOutput.id(8))").contains(String(repeating: "长", count: 100_000)))
    }

    @Test(arguments: [
        "/rows?q=%00%FF%3Cscript%3E&where=%22", "/rows?of=../../etc/passwd", "/rows?from=-1&n=99999999999999999999",
        "/rows?from=1099511627776", "/record?id=%3Cscript%3E", "/rows?where=label%20==%20%3Cb%3E&sort=%3Cb%3E",
        "/similar?q=%3Cscript%3E", "/rows?back=1.2.x.%3Cb%3E&from=5", "/../manifest.json", "/%2e%2e/manifest.json",
    ])
    func oddRequestsAreAnswered(target: String) throws {
        let browser = try output().browser()
        let response = browser.get(target)
        #expect([200, 400, 404].contains(response.status))
        let page = String(decoding: response.body, as: UTF8.self)
        #expect(try tags(page).allSatisfy { $0.name != "script" && $0.name != "b" })
        #expect(!page.contains("fingerprint\":"))
    }
}
