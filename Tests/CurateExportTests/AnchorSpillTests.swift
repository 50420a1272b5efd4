import CurateCore
import CurateFormats
import Files
import Testing

@testable import CurateExport

@Suite struct AnchorSpillTests {
    private func groups(_ entries: [(String, String, Bool)], bytes: Int) throws -> [String] {
        let folder = try FileSystem.createTemporaryDirectory(prefix: "curate-export")
        defer { try? FileSystem.remove(folder) }
        let spill = try AnchorSpill(folder: folder, bytes: bytes)
        for (number, entry) in entries.enumerated() {
            try spill.append(
                anchor: Array(entry.0.utf8)[...], other: Array(entry.1.utf8)[...], isPositive: entry.2, score: 0.5,
                id: RecordID(high: 0, low: UInt64(number)))
        }
        var found: [String] = []
        try spill.forEach { group in
            let text = { (members: [AnchorGroup.Member]) in
                members.map { String(decoding: $0.text, as: UTF8.self) }.joined(separator: ",")
            }
            found.append(
                "\(String(decoding: group.anchor, as: UTF8.self)) + \(text(group.positives)) - \(text(group.negatives))"
            )
        }
        return found
    }

    @Test func groupsByAnchorWithEachTextOnce() throws {
        let found = try groups(
            [
                ("a", "b", true), ("c", "d", false), ("a", "e", false), ("a", "b", true), ("a", "b", false),
                ("a", "a", true),
            ],
            bytes: 0)
        #expect(found.sorted() == ["a + b - e", "c +  - d"])
    }

    @Test func theOrderDoesNotDependOnTheNumberOfFiles() throws {
        let entries = (0..<200).map { ("anchor \($0 % 50)", "text \($0)", $0 % 2 == 0) }
        #expect(try groups(entries, bytes: 0) == groups(entries.reversed().reversed(), bytes: 1 << 30))
        #expect(try groups(entries, bytes: 0).count == 50)
    }
}
