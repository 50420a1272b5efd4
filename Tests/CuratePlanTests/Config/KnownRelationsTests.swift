import CurateCore
import CuratePlan
import Testing

@Suite struct KnownRelationsTests {
    private let relations = KnownRelations(declaredBy: [
        corpus(
            "atec",
            .init(kind: "overlaps", corpus: "afqmc", splits: ["train"], otherSplits: ["dev"], pairs: 1682, note: nil),
            .init(kind: "overlaps", corpus: "afqmc", splits: ["train"], otherSplits: ["train"], pairs: 13349, note: nil)
        ),
        corpus(
            "afqmc",
            .init(kind: "overlaps", corpus: "atec", splits: ["dev"], otherSplits: ["train"], pairs: 1682, note: nil)),
        corpus(
            "bq",
            .init(
                kind: "contained_in", corpus: "mix", splits: ["train", "dev"], otherSplits: ["BQ/train", "BQ/dev"],
                pairs: nil, note: nil)),
    ])

    private static func corpus(_ name: String, _ relations: CorpusDeclaration.Relation...) -> CorpusDeclaration {
        CorpusDeclaration(
            name: name, title: "", home: "", licence: "", licenceClass: "open", cite: nil, type: "question",
            labels: LabelRules(scale: .binary), layouts: [], defects: [], relations: relations, notes: nil, folder: "")
    }

    private func warnings(_ uses: [CorpusUse], heldOut: [HeldOutUse] = [], stages: [String] = ["guard"]) -> [String] {
        let pipeline = Pipeline(
            name: "p", corpora: uses, heldOut: heldOut,
            stages: stages.map { StageUse(name: $0, options: Options([:])) },
            outputs: [])
        return relations.warnings(pipeline, file: "p.yaml").map(\.description)
    }

    @Test func namesEvaluationSetsThatNothingGuards() {
        #expect(
            warnings([CorpusUse(use: "atec")]) == [
                "p.yaml: warning: 'atec' is known to hold pairs of evaluation sets: afqmc/dev (1682 pairs, not held "
                    + "out). Add those you evaluate on to 'held_out'."
            ])
    }

    @Test func saysWhoKeepsHeldOutSetsApart() {
        let heldOut = [HeldOutUse(use: "afqmc")]
        let guarded = warnings([CorpusUse(use: "atec")], heldOut: heldOut)
        #expect(guarded.count == 1 && guarded[0].contains("afqmc/dev (1682 pairs, held out). 'guard' rejects"))
        let bare = warnings([CorpusUse(use: "atec")], heldOut: heldOut, stages: [])
        #expect(bare.count == 1 && bare[0].contains("Add the stage 'guard'"))
    }

    @Test func pairsListsOfSplitsThatBelongTogether() {
        #expect(warnings([CorpusUse(use: "bq")]).isEmpty)
        #expect(warnings([CorpusUse(use: "mix", splits: ["BQ/train"])]).isEmpty)
        let dev = warnings([CorpusUse(use: "bq", splits: ["dev"])])
        #expect(dev.count == 1 && dev[0].contains("mix/BQ/dev (not held out)"))
    }

    @Test func isSilentWhereNothingIsDeclared() {
        #expect(warnings([CorpusUse(use: "lcqmc")]).isEmpty)
        #expect(warnings([CorpusUse(use: "afqmc")]).isEmpty)
    }
}
