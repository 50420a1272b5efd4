import CurateCore
import Testing

@testable import CuratePlan

enum Sample {
    static let stage = StageDeclaration(
        "dedup", summary: "keeps one record of each pair",
        about: """
            Two records are duplicates when their keys are equal in either order and they carry the same label on the same scale.

            The first copy survives.
            """,
        options: [
            OptionField("scope", .choice(["all", "corpus"]), default: "all", "Where copies are looked for."),
            OptionField("near", .number(0...1), "Similarity from which texts are copies, a|b."),
            OptionField("teacher", .string, required: true, "Who decides."),
        ],
        rules: [.init("duplicate", "an equal pair came before")],
        counters: [.init("copies", "copies that survivors stand for")],
        examples: [.init("- dedup: {near: 0.85}", "Also takes out near copies.")], comparesKeys: true,
        notAfter: ["mix", "shuffle"])
}

struct StageHelpTests {
    @Test func everyPart() {
        #expect(
            StageHelp.text(Sample.stage, width: 60) == """
                dedup: keeps one record of each pair

                  Two records are duplicates when their keys are equal in
                  either order and they carry the same label on the same
                  scale.

                  The first copy survives.

                  Needs 'normalize' before it.
                  Belongs before mix, shuffle.

                Options:
                  scope: one of all, corpus; default: all
                      Where copies are looked for.
                  near: a number from 0 to 1; default: none
                      Similarity from which texts are copies, a|b.
                  teacher: a text; must be given
                      Who decides.

                Rejects:
                  duplicate
                      an equal pair came before

                Counts:
                  copies
                      copies that survivors stand for

                Examples:
                  - dedup: {near: 0.85}
                      Also takes out near copies.

                """)
    }

    @Test func whatIsEmptyIsLeftOut() {
        #expect(StageHelp.text(StageDeclaration("mix", summary: "mixes", about: "")) == "mix: mixes\n")
    }

    @Test func chineseTakesTwoColumns() {
        #expect(StageHelp.wrap("东西南北 东西南北", 12, indent: "  ") == ["  东西南北", "  东西南北"])
        #expect(StageHelp.wrap("abcd abcd", 12, indent: "  ") == ["  abcd abcd"])
    }

    @Test func wordLongerThanTheLine() { #expect(StageHelp.wrap("abcdefgh x", 4, indent: "") == ["abcdefgh", "x"]) }

    @Test func everyKindInWords() {
        let words = Catalog.every.declaration.options.map { OptionWords.kind($0.kind) }
        #expect(
            words == [
                "true or false", "an integer from 1 to 9", "a number from 0 to 1", "a text", "one of nfc, nfkc",
                "one or more of pair, sentence, near", "one or more texts", "[low, high], each a number from 0 to 1",
                "a count (200) or a share (1%, 0.01)", "a map of names to numbers",
                "a map of names to texts or numbers", "the path of a file",
            ])
    }

    @Test func rangesInWords() {
        #expect(NumberRange.words(1...Int.max) == "an integer of at least 1")
        #expect(NumberRange.words(Int.min...5) == "an integer of at most 5")
        #expect(NumberRange.words(Int.min...Int.max) == "an integer")
        #expect(NumberRange.words(0.5...Double.infinity) == "a number of at least 0.5")
    }
}

struct StageDocsTests {
    @Test func onePage() {
        #expect(
            StageDocs.markdown([Sample.stage, StageDeclaration("mix", summary: "mixes", about: "")]) == """
                # Stages

                What a pipeline's `stages` may hold. This page is generated from the stages' declarations.

                - [dedup](#dedup): keeps one record of each pair
                - [mix](#mix): mixes

                ## dedup

                Keeps one record of each pair.

                Two records are duplicates when their keys are equal in either order and they carry the same label on the same scale.

                The first copy survives.

                Needs 'normalize' before it. Belongs before mix, shuffle.

                | option | value | default | meaning |
                | --- | --- | --- | --- |
                | `scope` | one of all, corpus | all | Where copies are looked for. |
                | `near` | a number from 0 to 1 | none | Similarity from which texts are copies, a\\|b. |
                | `teacher` | a text | must be given | Who decides. |

                Rejects:

                - `duplicate`: an equal pair came before

                Counts:

                - `copies`: copies that survivors stand for

                ```yaml
                - dedup: {near: 0.85}
                ```

                Also takes out near copies.

                ## mix

                Mixes.

                It has no options.

                """)
    }
}
