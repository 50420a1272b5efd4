import CurateCore
import Foundation
import Testing

@testable import CurateStages

/// The natural-text check set: what the edits make of everyday sentences, each read and judged by a person.
@Suite struct EditPrecisionTests {
    /// A line of `judged.tsv`: kind, sentence, edit, verdict.
    private struct Judged: Hashable {
        var kind: EditKind
        var sentence: String
        var edit: String
        /// `good`: another meaning in sound Chinese; `same`: still the same meaning; `broken`: no sound Chinese.
        var verdict: String
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    private static func lines(_ name: String) throws -> [[String]] {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            .split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }

    private static func judged() throws -> [Judged] {
        try lines("judged.tsv").map { fields in
            let kind = try #require(fields.count == 4 ? EditKind(rawValue: fields[0]) : nil, "\(fields)")
            return Judged(kind: kind, sentence: fields[1], edit: fields[2], verdict: fields[3])
        }
    }

    /// The first edit of a sentence; swaps of a word are as good as each other.
    private static func first(_ kind: EditKind, _ sentence: String) throws -> String? {
        try kind.operation.edits(EditableSentence(sentence)).first?.text
    }

    /// An edit that nobody has judged fails the test and is written out, so that its line can be added and judged.
    @Test func editsAreThoseThatWereJudged() throws {
        var found = ""
        var isSame = true
        for line in try Self.judged() {
            let edit = try Self.first(line.kind, line.sentence) ?? ""
            isSame = isSame && edit == line.edit
            found += "\(line.kind.rawValue)\t\(line.sentence)\t\(edit)\t\(edit == line.edit ? line.verdict : "?")\n"
        }
        if !isSame {
            try found.write(to: Self.folder.appendingPathComponent("judged.new.tsv"), atomically: true, encoding: .utf8)
        }
        #expect(isSame, "compare judged.new.tsv with judged.tsv and judge what is new")
    }

    @Test(arguments: EditKind.changing) func kindsAreOnByDefaultWhereTheyArePrecise(kind: EditKind) throws {
        let edits = try Self.judged().filter { $0.kind == kind && !$0.edit.isEmpty }
        #expect(edits.count >= 25, "\(edits.count) edits are too few to say")
        #expect(edits.allSatisfy { ["good", "same", "broken"].contains($0.verdict) })
        let good = edits.count { $0.verdict == "good" }
        let isPrecise = good * 100 >= 95 * edits.count
        #expect(EditKind.sound.contains(kind) == isPrecise, "\(kind.rawValue): \(good) of \(edits.count)")
    }

    @Test func theSetIsLargeAndSaysNothingTwice() throws {
        let judged = try Self.judged()
        #expect(judged.count { !$0.edit.isEmpty } >= 300)
        #expect(Set(judged.map { [$0.kind.rawValue, $0.sentence] }).count == judged.count)
    }
}
