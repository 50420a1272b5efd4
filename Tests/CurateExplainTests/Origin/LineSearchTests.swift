import Files
import Testing

@testable import CurateExplain

@Suite struct LineSearchTests {
    private func search(_ text: String, _ body: (String) throws -> Void) throws {
        let folder = try FileSystem.createTemporaryDirectory(prefix: "lines")
        defer { try? FileSystem.remove(folder) }
        let writer = try FileWriter(path: folder + "/text")
        try writer.write(Array(text.utf8))
        try writer.publish(sync: false)
        try body(folder + "/text")
    }

    @Test func findsEveryLine() throws {
        let lines = (0..<40_000).map { String(repeating: "行", count: $0 % 30) + "\($0)\n" }
        try search(lines.joined()) { path in
            let search = try LineSearch(path: path, from: 0, to: try FileIdentity.of(path).size)
            var start: UInt64 = 0
            for (number, line) in lines.enumerated() {
                let range = start..<start + UInt64(line.utf8.count)
                start = range.upperBound
                guard number % 4001 == 0 || number == lines.count - 1 else { continue }
                #expect(try search.range(of: number) == range)
            }
            #expect(try search.range(of: lines.count) == nil)
        }
    }

    @Test func staysInItsPart() throws {
        try search("a\nbb\nccc\ndddd") { path in
            let part = try LineSearch(path: path, from: 2, to: 9)
            let whole = try LineSearch(path: path, from: 0, to: 13)
            #expect(try part.range(of: 1) == 5..<9)
            #expect(try part.range(of: 2) == nil)
            #expect(try whole.range(of: 3) == 9..<13)
        }
    }
}
