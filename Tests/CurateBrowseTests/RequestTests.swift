import CurateBrowse
import Testing

@Suite struct RequestTests {
    private static let mark = "token=\(TestOutput.token)&id=\(TestOutput.id(0))&decision=exclude&texts="

    private func output() throws -> TestOutput { try TestOutput([.init(a: "甲", b: "乙")]) }

    @Test(arguments: [
        "evil.example", "evil.example:8650", "127.0.0.1.evil.example", "localhost.evil.example", "", "0.0.0.0",
    ])
    func answersToNoForeignName(host: String) throws {
        let browser = try output().browser()
        #expect(browser.respond(to: BrowseRequest(.get, "/", headers: ["Host": host])).status == 421)
        #expect(browser.respond(to: BrowseRequest(.get, "/")).status == 421)
    }

    @Test(arguments: ["localhost", "LOCALHOST:1", "127.0.0.1:8650", "[::1]", "[::1]:8650"])
    func answersToItsOwnNames(host: String) throws {
        #expect(try output().browser().respond(to: BrowseRequest(.get, "/", headers: ["Host": host])).status == 200)
    }

    @Test func takesMarksFromItsOwnPagesAlone() throws {
        let output = try output()
        let browser = try output.browser()
        let foreign: [[String: String]] = [
            [:], ["Origin": "http://evil.example"], ["Origin": "null"], ["Origin": "https://127.0.0.1:8650"],
            ["Origin": "http://127.0.0.1:8651"], ["Referer": "http://evil.example/http://127.0.0.1:8650/"],
            ["Origin": "http://127.0.0.1:8650", "Sec-Fetch-Site": "cross-site"],
            ["Origin": "http://127.0.0.1:8650", "Sec-Fetch-Site": "same-site"],
        ]
        for headers in foreign { #expect(browser.post(Self.mark, headers: headers).status == 403, "\(headers)") }
        #expect(browser.post("id=\(TestOutput.id(0))&decision=exclude&texts=").status == 403)
        #expect(browser.post(Self.mark.replacing("token=5", with: "token=6")).status == 403)
        #expect(try output.marks().isEmpty)
        #expect(browser.post(Self.mark).status == 303)
        #expect(browser.post(Self.mark, headers: ["Referer": "http://127.0.0.1:8650/rows"]).status == 303)
        #expect(try output.marks().count == 1)
    }

    @Test(arguments: [
        "decision=exclude", "id=xyz&decision=exclude&texts=", "id=\(TestOutput.id(0))&decision=drop&texts=",
        "id=\(TestOutput.id(0))&decision=binary:7&texts=", "id=\(TestOutput.id(0))&decision=exclude&texts=short",
        "id=\(TestOutput.id(0))&texts=",
    ])
    func refusesFormsThatSayNothing(form: String) throws {
        let output = try output()
        #expect(try output.browser().post("token=\(TestOutput.token)&" + form).status == 400)
        #expect(try output.marks().isEmpty)
    }

    @Test(arguments: [
        "//evil.example", "http://evil.example", "/\\evil.example", "/x\r\nSet-Cookie: a=b", "javascript:1",
    ])
    func leadsNowhereElse(back: String) throws {
        let response = try output().browser().post(Self.mark + "&back=" + back.replacing("\r\n", with: "%0D%0A"))
        #expect(response.location == "/marks")
    }

    @Test func everyAnswerForbidsScripts() {
        let policy = BrowseResponse.securityHeaders.first { $0.name == "Content-Security-Policy" }?.value ?? ""
        #expect(policy.contains("default-src 'none'") && !policy.contains("script") && !policy.contains("unsafe"))
    }
}
