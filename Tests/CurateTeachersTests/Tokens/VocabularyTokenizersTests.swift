import CurateCore
import CurateTeachers
import Files
import Foundation
import Testing

@Suite struct VocabularyTokenizersTests {
    private func folder(_ tokens: [String] = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "怎", "样"]) throws -> String
    {
        let folder = try FileSystem.createTemporaryDirectory(prefix: "curate-vocabulary-test")
        try FileSystem.createDirectories(folder + "/roformer-sim-toy")
        try Data((tokens.joined(separator: "\n") + "\n").utf8)
            .write(to: URL(fileURLWithPath: folder + "/roformer-sim-toy/vocab.txt"))
        return folder
    }

    @Test func findsAFileAFolderAndAModelByItsName() throws {
        let folder = try folder()
        defer { try? FileSystem.remove(folder) }
        let tokenizers = VocabularyTokenizers(modelFolders: [folder])
        let model = folder + "/roformer-sim-toy"
        let identities = try [model + "/vocab.txt", model, "roformer-sim-toy", "toy"].map(tokenizers.identity)
        #expect(Set(identities).count == 1)
        #expect(identities[0].hasPrefix("sha256:"))
        let tokenizer = try tokenizers.tokenizer("toy")
        #expect(tokenizer.tokens("怎样走") == [5, 6, 1])
        #expect((tokenizer.start, tokenizer.end, tokenizer.unknown) == (2, 3, 1))
    }

    @Test func saysWhatIsWrong() throws {
        let folder = try folder(["[PAD]", "怎"])
        defer { try? FileSystem.remove(folder) }
        let tokenizers = VocabularyTokenizers(modelFolders: [folder])
        #expect(throws: Diagnostic.self) { try tokenizers.identity("nothing") }
        let missing = #expect(throws: Diagnostic.self) { try tokenizers.identity("nothing") }
        #expect(missing?.description.contains("there is no vocabulary 'nothing'") == true)
        #expect(missing?.description.contains(folder + "/nothing/vocab.txt") == true)
        let wrong = #expect(throws: Diagnostic.self) { try tokenizers.tokenizer("toy") }
        #expect(wrong?.description.contains("it lacks the token") == true)
    }
}
