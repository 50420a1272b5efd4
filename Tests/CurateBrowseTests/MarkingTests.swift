import CurateBrowse
import CurateCore
import CurateStages
import Foundation
import Testing

@Suite struct MarkingTests {
    private let rows = [
        TestOutput.Row(a: "甲", b: "乙"), .init(a: "丙", b: "丁", label: 2, scale: "nli"),
        .init(a: "戊", b: "己", label: 3, scale: "ordinal"),
    ]

    /// The values that a page's form for a record would send, and its decisions.
    private func form(_ page: String, _ id: String) throws -> String {
        let form = try #require(page.split(separator: "<form").first { $0.contains("value=\"\(id)\"") })
        let fields = form.matches(of: /name="(token|id|texts|back)" value="([^"]*)"/)
        return fields.map {
            "\($0.output.1)=\($0.output.2.replacing("&amp;", with: "%26").replacing("#", with: "%23"))"
        }
        .joined(separator: "&")
    }

    @Test func marksFromAListAndUndoes() throws {
        let output = try TestOutput(rows)
        let browser = try output.browser()
        let response = browser.post(try form(browser.text("/rows"), TestOutput.id(0)) + "&decision=binary:0")
        #expect(response.status == 303 && response.location?.hasSuffix("#row-0") == true)
        let mark = try #require(try output.marks().first)
        #expect(mark.action == .relabel(Label(.binary, 0)) && mark.by == "小王")
        #expect(mark.texts == ReviewMark.textsHash("甲".utf8, "乙".utf8))
        let marked = browser.text("/rows")
        #expect(marked.contains("→ 0</strong>") && marked.contains("Marks (1)"))
        #expect(browser.post(try form(marked, TestOutput.id(0)) + "&decision=undo").status == 303)
        #expect(try output.marks().isEmpty)
        #expect(!browser.text("/rows").contains("Marks (1)"))
    }

    @Test func offersWhatTheScaleAllows() throws {
        let browser = try TestOutput(rows).browser()
        #expect(browser.text("/record?id=\(TestOutput.id(0))").contains("value=\"binary:1\""))
        #expect(browser.text("/record?id=\(TestOutput.id(1))").contains("value=\"nli:entailment\""))
        #expect(browser.text("/record?id=\(TestOutput.id(2))").contains("value=\"ordinal:4\""))
    }

    @Test func marksSurviveARestartAndOtherHands() throws {
        let output = try TestOutput(rows)
        _ = try output.browser().post(
            "token=\(TestOutput.token)&id=\(TestOutput.id(1))&decision=exclude&texts=&note=%3Cb%3E")
        let again = try output.browser(by: "小李")
        #expect(again.text("/marks").contains("&lt;b&gt;"))
        // A killed program may leave a part of a line.
        let file = try #require(FileHandle(forWritingAtPath: output.review))
        try file.seekToEnd()
        try file.write(contentsOf: Data("{\"id\":\"0000".utf8))
        _ = again.post("token=\(TestOutput.token)&id=\(TestOutput.id(2))&decision=exclude&texts=")
        #expect(try output.marks().map(\.by) == ["小王", "小李"])
        // Somebody edits the file while it is open here.
        try Data().write(to: URL(fileURLWithPath: output.review))
        #expect(again.text("/marks").contains("Nothing is marked."))
    }

    @Test func theFolderIsOnlyRead() throws {
        let output = try TestOutput(rows, rejected: rows)
        let before = try output.files()
        let browser = try output.browser()
        for page in ["/", "/rows", "/rejected", "/record?id=\(TestOutput.id(0))", "/marks"] { _ = browser.get(page) }
        _ = browser.post("token=\(TestOutput.token)&id=\(TestOutput.id(1))&decision=exclude&texts=")
        #expect(try output.files() == before)
        #expect(throws: Diagnostic.self) {
            try ReviewFile(path: output.path + "/marks.jsonl", by: "", outside: output.path)
        }
        #expect(throws: Diagnostic.self) {
            try ReviewFile(path: output.path + "/../out/data/marks.jsonl", by: "", outside: output.path)
        }
    }

    @Test func aReviewFileThatCannotBeReadIsTold() throws {
        let output = try TestOutput(rows)
        try Data("nonsense\n".utf8).write(to: URL(fileURLWithPath: output.review))
        #expect {
            try output.browser()
        } throws: { error in "\(error)".contains("out.review.jsonl:1: error: ") }
    }
}
