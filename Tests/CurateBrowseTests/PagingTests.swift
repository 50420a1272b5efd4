import CurateBrowse
import Foundation
import Testing

@Suite struct PagingTests {
    private static let rows = (0..<250).map {
        TestOutput.Row(a: "第\($0)个问题", b: $0 % 7 == 0 ? "天气怎么样" : "怎么办理", label: $0 % 2, extra: ["copies": $0 % 50])
    }

    private func ids(_ page: String) -> [Int] {
        page.matches(of: /id="row-(\d+)"/).compactMap { Int($0.output.1) }
    }

    private func next(_ page: String) -> String? {
        page.firstMatch(of: /<a href="([^"]*)" accesskey="n"/).map { String($0.output.1).replacing("&amp;", with: "&") }
    }

    private func previous(_ page: String) -> String? {
        page.firstMatch(of: /<a href="([^"]*)" accesskey="p"/).map { String($0.output.1).replacing("&amp;", with: "&") }
    }

    /// All rows by following the links forward, then back.
    private func walk(_ browser: TestBrowser, _ target: String) -> (forward: [[Int]], back: [[Int]]) {
        var (forward, back): ([[Int]], [[Int]]) = ([], [])
        var page = browser.text(target)
        forward.append(ids(page))
        while let link = next(page), forward.count < 30 {
            page = browser.text(link)
            forward.append(ids(page))
        }
        while let link = previous(page), back.count < 30 {
            page = browser.text(link)
            back.append(ids(page))
        }
        return (forward, back)
    }

    @Test(arguments: [1, 3]) func pagesThroughAllRows(shards: Int) throws {
        let browser = try TestOutput(Self.rows, shards: shards).browser()
        let (forward, back) = walk(browser, "/rows?n=60")
        #expect(forward.flatMap(\.self) == Array(0..<250) && forward.count == 5)
        #expect(back == forward.dropLast().reversed())
    }

    @Test(arguments: [1, 3]) func pagesThroughWhatIsFound(shards: Int) throws {
        let browser = try TestOutput(Self.rows, shards: shards).browser()
        let found = Array(stride(from: 0, to: 250, by: 7))
        let text = walk(browser, "/rows?n=10&q=%E5%A4%A9%E6%B0%94")
        #expect(text.forward.flatMap(\.self) == found && text.back == text.forward.dropLast().reversed())
        let both = walk(browser, "/rows?n=10&q=%E5%A4%A9%E6%B0%94&where=label+%3D%3D+0")
        #expect(both.forward.flatMap(\.self) == found.filter { $0 % 2 == 0 })
        #expect(ids(browser.text("/rows?q=%E6%B2%A1%E6%9C%89")).isEmpty)
    }

    @Test func sorts() throws {
        let browser = try TestOutput(Self.rows, shards: 3).browser()
        let (forward, back) = walk(browser, "/rows?n=100&sort=-copies")
        let expected = (0..<250).sorted { ($1 % 50, $0) < ($0 % 50, $1) }
        #expect(forward.flatMap(\.self) == expected)
        #expect(back == forward.dropLast().reversed())
        #expect(browser.get("/rows?sort=colour").status == 400)
    }

    @Test func findsTextsThatJSONEscapes() throws {
        let odd = ["引\"号", "反\\斜", "a\u{0}b", "换\n行", "制\t表", "\u{1F600}笑"]
        let browser = try TestOutput(odd.map { .init(a: $0, b: "另一句") }).browser()
        for (number, text) in odd.enumerated() {
            let query = text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            #expect(ids(browser.text("/rows?q=\(query)")) == [number])
        }
    }

    @Test func tellsARecordsStory() throws {
        var rows = Self.rows
        rows[5].extra = ["origin": "paraphrase", "parent": TestOutput.id(3)]
        let rejected = [
            TestOutput.Row(
                a: "被拒", b: "绝的", extra: ["rule": "held_out_pair", "values": ["held_out": ["id": TestOutput.id(3)]]])
        ]
        let output = try TestOutput(rows, rejected: rejected, shards: 3)
        let browser = try output.browser()
        for target in ["/record?id=\(TestOutput.id(3))", "/record?id=\(TestOutput.id(3))&of=data/pairs/train&row=3"] {
            let page = browser.text(target)
            #expect(page.contains("made from it: paraphrase") && page.contains("rejected because of it: held_out_pair"))
            #expect(page.matches(of: /row 4</).count == 1)
        }
        let lost = browser.text("/record?id=\(TestOutput.id(1000))")
        #expect(lost.contains("rejected by guard") && lost.contains("there is nothing to mark"))
        #expect(browser.get("/record?id=\(TestOutput.id(77777))").status == 404)
    }

    @Test func readsAFolderThatWasWrittenAnew() throws {
        let output = try TestOutput(Self.rows)
        let browser = try output.browser()
        #expect(browser.text("/rows").contains("250 rows"))
        try FileManager.default.removeItem(atPath: output.path + "/manifest.json")
        #expect(browser.get("/rows").status == 404)
        let other = try TestOutput(Array(Self.rows.prefix(9)))
        for name in ["manifest.json", "data/pairs/train-00000-of-00001.jsonl"] {
            try output.write(name, String(contentsOfFile: other.path + "/" + name, encoding: .utf8))
        }
        #expect(browser.text("/rows").contains("9 rows"))
    }
}
