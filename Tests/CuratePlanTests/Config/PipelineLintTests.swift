import CurateCore
import Testing

@testable import CuratePlan

struct PipelineLintTests {
    private func lint(_ stages: [String], heldOut: String = "[lcqmc/dev]", more: String = "") -> [String] {
        findings(
            """
            name: x
            corpora: [{use: lcqmc}]
            held_out: \(heldOut)
            outputs: [{view: pairs, format: tsv}]
            \(more)
            stages: [\(stages.joined(separator: ", "))]
            """)
    }

    @Test func nothingToSay() {
        #expect(lint(["normalize", "clean", "dedup", "reconcile", "guard", "mix", "shuffle"]) == [])
        #expect(lint(["normalize", "guard", "paraphrase", "dedup", "reconcile", "guard", "shuffle"]) == [])
    }

    @Test func comparingBeforeNormalizing() {
        let message =
            "error: 'dedup' compares texts, but 'normalize' has not made what is compared. Put normalize first."
        #expect(lint(["dedup", "normalize", "guard", "shuffle"]) == ["p.yaml:6:10: " + message])
        #expect(lint(["clean", "dedup", "guard", "shuffle"]) == ["p.yaml:6:17: " + message])
    }

    @Test func normalizingTwice() {
        #expect(
            lint(["normalize", "guard", "normalize", "shuffle"]) == [
                "p.yaml:6:28: error: 'normalize' is given twice: what stages before it compared would no longer be what stages after it compare. Keep one, first."
            ])
    }

    @Test func afterShuffle() {
        #expect(
            lint(["normalize", "guard", "shuffle", "dedup", "every"]) == [
                "p.yaml:6:37: warning: 'dedup' comes after 'shuffle': the order is to be drawn once, last, and over the rows that are written. Move 'dedup' before 'shuffle'.",
                "p.yaml:6:44: warning: 'every' comes after 'shuffle': the order is to be drawn once, last, and over the rows that are written. Move 'every' before 'shuffle'.",
            ])
        #expect(lint(["normalize", "guard", "shuffle", "mix"]).first?.contains("'mix' comes after 'shuffle'") == true)
    }

    @Test func afterMixing() {
        #expect(
            lint(["normalize", "mix", "guard", "shuffle"]) == [
                "p.yaml:6:26: warning: 'guard' comes after 'mix': the shares that 'mix' set no longer hold once 'guard' takes rows out. Move 'guard' before 'mix'."
            ])
    }

    @Test func asDeclared() {
        #expect(
            lint(["normalize", "resplit", "reconcile", "guard", "shuffle"]) == [
                "p.yaml:6:30: warning: 'reconcile' comes after 'resplit': records that belong together may already be in different splits. Move 'reconcile' before 'resplit'."
            ])
        #expect(
            lint(["normalize", "sample", "dedup", "guard", "shuffle"]).first?.contains("'sample' has already chosen")
                == true)
    }

    @Test func givenTwice() {
        #expect(
            lint(["normalize", "guard", "mix", "mix", "shuffle"]) == [
                "p.yaml:6:33: warning: 'mix' is given twice: the second undoes the first. Keep the last."
            ])
    }

    @Test func guardMissing() {
        #expect(
            lint(["normalize", "shuffle"]) == [
                "p.yaml:3:12: warning: splits are held out, but no 'guard' keeps their sentences out of the training split. Add '- guard' to 'stages'."
            ])
    }

    @Test func guardWithNothingToGuard() {
        #expect(
            lint(["normalize", "guard", "shuffle"], heldOut: "[]") == [
                "p.yaml:6:21: warning: 'guard' has nothing to guard: no split is held out. List splits in 'held_out'."
            ])
        #expect(lint(["normalize", "resplit", "guard", "shuffle"], heldOut: "[]") == [])
    }

    @Test func generatingBehindTheGuard() {
        #expect(
            lint(["normalize", "guard", "paraphrase", "dedup", "reconcile", "shuffle"]) == [
                "p.yaml:6:28: error: 'paraphrase' makes records after the last 'guard', so nothing keeps them off the held-out splits. Put 'guard' behind it."
            ])
        #expect(
            lint(["normalize", "paraphrase", "dedup", "reconcile", "shuffle"]) == [
                "p.yaml:6:21: error: 'paraphrase' makes records, and no 'guard' keeps them off the held-out splits. Put 'guard' behind it."
            ])
    }

    @Test func nothingSettlesWhatIsGenerated() {
        #expect(
            lint(["normalize", "dedup", "reconcile", "paraphrase", "guard", "shuffle"]) == [
                "p.yaml:6:39: warning: 'paraphrase' makes records, and no 'dedup' follows, so what it repeats is written several times. Put 'dedup' behind it.",
                "p.yaml:6:39: warning: 'paraphrase' makes records, and no 'reconcile' follows, so what contradicts the labels of other records stays. Put 'reconcile' behind it.",
            ])
    }

    @Test func generatingTwice() {
        let found = lint(["normalize", "paraphrase", "paraphrase", "dedup", "reconcile", "guard", "shuffle"])
        #expect(found.count == 1 && found[0].contains("'paraphrase' is given twice"))
    }

    @Test func notShuffled() {
        #expect(
            lint(["normalize", "guard"]) == [
                "p.yaml: warning: there is no 'shuffle': rows are written corpus by corpus, which trainers read in that order. End 'stages' with '- shuffle'."
            ])
    }

    @Test func writesNothing() {
        #expect(
            findings("name: x\ncorpora: [{use: a}]\n") == [
                "p.yaml: warning: the pipeline writes nothing. Give at least one of 'outputs'."
            ])
    }

    private func splits(_ corpus: String, heldOut: String) -> [String] {
        findings(
            """
            name: x
            corpora: [{use: lcqmc, \(corpus)}]
            held_out: [\(heldOut)]
            outputs: [{view: pairs, format: tsv}]
            stages: [normalize, guard, shuffle]
            """)
    }

    @Test func trainedOnAndHeldOut() {
        let message =
            "p.yaml:3:12: error: 'lcqmc/train' is trained on and held out. Take it out of 'corpora' or out of 'held_out'."
        #expect(splits("path: x", heldOut: "lcqmc/train") == [message])
        #expect(splits("splits: [train]", heldOut: "{use: lcqmc, splits: [dev, train]}") == [message])
    }

    @Test func trainedOnATest() {
        #expect(
            splits("splits: [train, dev]", heldOut: "lcqmc/test") == [
                "p.yaml:2:11: warning: 'lcqmc/dev' is made for measuring, but is trained on. Scores on it will mean nothing."
            ])
        #expect(
            splits("splits: [dev]", heldOut: "{use: lcqmc}").contains {
                $0.contains("'lcqmc/dev' is trained on and held out")
            })
    }

    @Test func heldOutTwice() {
        #expect(
            splits("path: x", heldOut: "lcqmc/dev, lcqmc/test, lcqmc/dev") == [
                "p.yaml:3:35: error: 'lcqmc/dev' is held out twice. Keep one of them."
            ])
        #expect(
            splits("path: x", heldOut: "{use: lcqmc}, lcqmc/dev").first?.contains("'lcqmc/dev' is held out twice")
                == true)
        #expect(
            splits("path: x", heldOut: "{use: lcqmc}, {use: lcqmc}").first?.contains("'lcqmc/*' is held out twice")
                == true)
    }

    @Test func sameCorpusElsewhereIsAnother() {
        #expect(splits("path: x", heldOut: "{use: lcqmc, path: y, splits: [train]}") == [])
    }

    @Test func orderIsJudgedOnceEveryEntryIsUnderstood() {
        #expect(
            lint(["dedup", "normalise"]) == ["p.yaml:6:17: error: unknown stage 'normalise'. Did you mean 'normalize'?"]
        )
    }
}
