import Files
import Foundation
import Testing
import TextNormalization

@testable import RoFormer

/// Token ids and texts beside those of transformers and bert4keras.
@Suite(.enabled(if: Python.interpreter != nil, "CURATE_PYTHON names no Python with transformers and bert4keras"))
struct TokenizerParityTests {
    private static func tokenizer(_ folder: String) throws -> Tokenizer {
        try Python.run(Python.interpreter, "vocabulary", folder + "/vocab.txt")
        let vocabulary = try Vocabulary(reading: try FileSystem.readAll(folder + "/vocab.txt"))
        #expect(vocabulary.count == 12_000)
        return try Tokenizer(vocabulary: vocabulary)
    }

    private func compare(_ tokenizer: Tokenizer, _ folder: String, _ files: [String]) throws -> Int {
        var arguments = ["tokens", folder + "/vocab.txt", folder + "/tokens"]
        arguments += files
        try Python.run(Python.interpreter, arguments)
        var reference = try ReferenceFile(path: folder + "/tokens")
        var (lines, tokens, differing) = (0, 0, 0)
        while !reference.isAtEnd {
            let (line, ids) = (reference.text(), reference.integers())
            let ours = tokenizer.encode(line, maxLength: .max)
            if ours != ids {
                differing += 1
                if differing <= 5 { Issue.record("\(line.debugDescription): \(ours), not \(ids)") }
            }
            lines += 1
            tokens += ids.count
        }
        #expect(differing == 0)
        print("compared \(lines) lines, \(tokens) tokens, \(differing) differ")
        return lines
    }

    @Test(.enabled(if: Python.corpora != nil)) func everyLineOfTheCorporaGivesTheSameIds() throws {
        try withTemporaryFolder { folder in
            let tokenizer = try Self.tokenizer(folder)
            let files = try FileSystem.glob((try #require(Python.corpora)) + "/*/*").filter(FileSystem.isRegularFile)
            #expect(try compare(tokenizer, folder, files) > 1000)
        }
    }

    @Test func hostileLinesGiveTheSameIds() throws {
        try withTemporaryFolder { folder in
            let tokenizer = try Self.tokenizer(folder)
            try write(Array(HostileTexts.all.joined(separator: "\n").utf8), to: folder + "/hostile")
            #expect(try compare(tokenizer, folder, [folder + "/hostile"]) > 100)
        }
    }

    /// Between two letters, so that what is dropped, what parts and what stands alone shows.
    @Test func everyCodePointBecomesTheSameWords() throws {
        let table = try CharacterTable.shared.get()
        try withTemporaryFolder { folder in
            try Python.run(Python.interpreter, "characters", folder + "/characters")
            var reference = try ReferenceFile(path: folder + "/characters")
            let version = reference.text()
            var unassigned = 0
            for codePoint in UInt32(0)..<0x110000 where !(0xD800..<0xE000).contains(codePoint) {
                let (category, words) = (reference.text(), reference.text())
                if words.unicodeScalars.elementsEqual(table.words(around: codePoint).unicodeScalars) { continue }
                // Python does not know the character.
                if category == "Cn" { unassigned += 1 } else { Issue.record("U+\(String(codePoint, radix: 16))") }
            }
            #expect(unassigned < 10_000)
            print("Unicode \(version) there, \(UnicodeVersions.unicode) here: \(unassigned) characters only known here")
        }
    }

    @Test func decodedTextsAreThoseOfBert4keras() throws {
        try withTemporaryFolder { folder in
            let tokenizer = try Self.tokenizer(folder)
            let sequences =
                HostileTexts.all.map { tokenizer.encode($0, maxLength: 256) }
                + HostileTexts.idSequences(count: 500, below: tokenizer.vocabulary.count)
            var bytes: [UInt8] = []
            for sequence in sequences {
                for number in [Int32(sequence.count)] + sequence {
                    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
                }
            }
            try write(bytes, to: folder + "/ids")
            try Python.run(Python.interpreter, "decode", folder + "/vocab.txt", folder + "/ids", folder + "/decoded")
            var reference = try ReferenceFile(path: folder + "/decoded")
            for sequence in sequences {
                let (theirs, ours) = (reference.text(), tokenizer.decode(sequence))
                #expect(ours.unicodeScalars.elementsEqual(theirs.unicodeScalars), "\(sequence): \(ours), not \(theirs)")
            }
        }
    }
}

extension CharacterTable {
    /// The words of `a`, the code point and `b`, with spaces between them.
    fileprivate func words(around codePoint: UInt32) -> String {
        let text: [UInt32] = [0x61, codePoint, 0x62]
        var words = ""
        for placed in ordered(text.span, text.indices) {
            let kind = CharacterTable.kind(entries[Int(placed.codePoint)])
            guard let scalar = Unicode.Scalar(placed.codePoint) else { continue }
            let isAlone = kind == .alone || CharacterTable.kind(entries[Int(codePoint)]) == .alone && placed.source == 1
            switch kind {
            case .space: words += " "
            default: words += isAlone ? " \(scalar) " : "\(scalar)"
            }
        }
        return words.unicodeScalars.split(separator: " ").map(String.init).joined(separator: " ")
    }
}
