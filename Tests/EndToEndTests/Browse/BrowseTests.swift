import Foundation
import Testing

/// The server as a person starts it.
@Suite struct BrowseTests {
    /// A folder whose texts want to be more than texts.
    static func folder(_ scratch: Scratch, format: String = "jsonl.zst") throws -> String {
        let texts = [
            "<script>document.title='owned';document.body.innerHTML=''</script>",
            "\"><img src=x onerror=\"document.title='owned'\">",
            "<svg/onload=\"document.title='owned'\">", "</bdi></td></table><h1>外面的标题</h1>", "\u{202E}到右从左\u{2066}",
            "空\u{0}字\u{1}节", String(repeating: "很长的一行", count: 20_000), "&lt;已经转义&gt;", "javascript:alert(1)",
        ]
        let lines = texts.map { "\($0)\t对照：\($0)\t1\n" }
        try scratch.write("corpus/train.txt", "text_a\ttext_b\tlabel\n" + lines.joined())
        let pipeline = try scratch.write(
            "hostile.yaml",
            """
            name: hostile
            corpora: [{use: lcqmc, path: \(scratch / "corpus"), max_rejected: 100%}]
            stages: [{shuffle: {}}]
            outputs: [{view: pairs, format: \(format)}]

            """)
        let outcome = try Program.run(["run", pipeline, "-o", scratch / "out"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        return scratch / "out"
    }

    @Test func servesPagesOnLoopbackAlone() async throws {
        let scratch = try Scratch()
        let browser = try RunningBrowser(try Self.folder(scratch))
        #expect(browser.address.hasPrefix("http://127.0.0.1:"))
        for target in ["/", "/rows", "/rejected", "/marks", "/style.css"] {
            #expect(try await browser.get(target).status == 200, "\(target)")
        }
        let port = try #require(UInt16(browser.address.split(separator: ":")[2].dropLast()), "\(browser.address)")
        let listening = try Program.shell("cat /proc/net/tcp /proc/net/tcp6").output
        let digits = String(port, radix: 16, uppercase: true)
        let hexadecimal = String(repeating: "0", count: 4 - digits.count) + digits
        let sockets = listening.split(separator: "\n").filter { $0.contains(":\(hexadecimal) ") && $0.contains(" 0A ") }
        #expect(!sockets.isEmpty)
        for socket in sockets {
            #expect(
                socket.contains(" 0100007F:\(hexadecimal) ")
                    || socket.contains(" 00000000000000000000000001000000:\(hexadecimal) "), "\(socket)")
        }
    }

    @Test func pagesParquetToo() async throws {
        let scratch = try Scratch()
        let browser = try RunningBrowser(try Self.folder(scratch, format: "parquet"))
        let page = try await browser.get("/rows")
        #expect(page.status == 200)
        #expect(page.text.contains("外面的标题") && page.text.contains("对照") && !page.text.contains("<h1>外面"))
        #expect(try await browser.get("/rows?q=%E5%B7%B2%E7%BB%8F%E8%BD%AC%E4%B9%89").text.contains("已经转义"))
    }

    @Test func refusesWhatIsTooLong() async throws {
        let scratch = try Scratch()
        let browser = try RunningBrowser(try Self.folder(scratch))
        let long = ["note": String(repeating: "长", count: 40_000)]
        #expect(try await browser.post("/mark", long).status == 413)
        #expect(try await browser.get("/").status == 200)
    }

    @Test func saysWhatCannotBeServed() throws {
        let scratch = try Scratch()
        let nothing = try Program.run(["browse", scratch / "nothing"])
        #expect(nothing.code == 2 && nothing.errors.contains("has no manifest.json"))
        let out = try Self.folder(scratch)
        let inside = try Program.run(["browse", out, "--review", out + "/marks.jsonl"])
        #expect(inside.code == 2 && inside.errors.contains("which is only read"))
        let browser = try RunningBrowser(out)
        let port = String(browser.address.split(separator: ":")[2].dropLast())
        let taken = try Program.run(["browse", out, "--port", port])
        #expect(
            taken.code == 2 && taken.errors.contains("port \(port) of 127.0.0.1 cannot be opened"), "\(taken.errors)")
    }
}
