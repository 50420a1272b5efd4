import CurateCore
import Testing

struct SentencesTests {
    @Test(arguments: [
        ("it is wrong", "Mend it.", "it is wrong. Mend it."), ("It is wrong.", "Mend it.", "It is wrong. Mend it."),
        ("is it?", "It is.", "is it? It is."), ("", "Mend it.", " Mend it."),
    ])
    func aHintIsASentenceOfItsOwn(message: String, hint: String, joined: String) {
        #expect(Sentences.joined(message, hint) == joined)
    }

    @Test func withoutAHintTheMessageStaysAsItIs() {
        #expect(Sentences.joined("it is wrong", nil) == "it is wrong")
        #expect(Diagnostic(.error, "it is wrong", hint: "Mend it.").description == "error: it is wrong. Mend it.")
    }
}
