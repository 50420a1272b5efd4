import Foundation
import Testing

/// What a real browser makes of the pages, and what pages of others can do to them.
@Suite(.serialized, .enabled(if: Chromium.path != nil, "needs Chromium"))
struct ChromiumTests {
    @Test func hostileTextsStayTexts() throws {
        let scratch = try Scratch()
        let browser = try RunningBrowser(try BrowseTests.folder(scratch))
        for target in ["rows", "rows?q=%3Cscript%3Edocument.title%3D%27owned%27%3C%2Fscript%3E", "", "marks"] {
            let page = try Chromium.page(browser.address + target, scratch)
            #expect(page.contains("<main"), "\(page.prefix(200))")
            #expect(page.contains("· hostile</title>"))
            for element in ["<script", "<img", "<svg", "<iframe"] { #expect(!page.contains(element), "\(element)") }
            #expect(page.components(separatedBy: "<h1>").count == 2)
        }
        #expect(try Chromium.page(browser.address + "rows", scratch).contains("&lt;script&gt;"))
    }

    /// Pages run no script even if markup got in; a page that does shows that this browser would.
    @Test func thisBrowserRunsScriptsElsewhere() throws {
        let scratch = try Scratch()
        let page = try scratch.write("own.html", "<title>a</title><script>document.title='ran'</script>")
        #expect(try Chromium.page("file://" + page, scratch).contains("<title>ran</title>"))
    }

    @Test func pagesOfOthersMarkNothing() throws {
        let scratch = try Scratch()
        let out = try BrowseTests.folder(scratch)
        let browser = try RunningBrowser(out)
        let id = try #require(try OutputFolder.objects(try Self.plain(out, scratch)).first?["id"] as? String)
        let page = try scratch.write(
            "attack.html",
            """
            <form id=f method=post action="\(browser.address)mark"><input name=id value="\(id)">
            <input name=decision value=exclude><input name=texts value=""></form><script>f.submit()</script>
            """)
        let answer = try Chromium.page("file://" + page, scratch)
        #expect(answer.contains("This form was not sent from a page of this application."), "\(answer)")
        #expect(!FileManager.default.fileExists(atPath: out + ".review.jsonl"))
    }

    @Test func aNameThatLeadsHereIsNotAnswered() throws {
        let scratch = try Scratch()
        let browser = try RunningBrowser(try BrowseTests.folder(scratch))
        let foreign = browser.address.replacingOccurrences(of: "127.0.0.1", with: "rebound.example")
        let page = try Chromium.page(
            foreign + "rows", scratch, more: ["--host-resolver-rules=MAP rebound.example 127.0.0.1"])
        #expect(page.contains("answers only as localhost"), "\(page.prefix(300))")
    }

    /// The ledger's rows stand in the open, those of the view are packed.
    private static func plain(_ out: String, _ scratch: Scratch) throws -> String {
        let shown = try Program.run(["show", out, "--json"])
        return try scratch.write("rows.jsonl", shown.output)
    }
}
