public import CurateCore

/// The stages of this room, in the order in which a pipeline usually has them.
///
/// A new stage gets its folder and a line here.
extension StageCatalog {
    public static let curate = StageCatalog(
        kinds: [
            NormalizeStage.kind,
            WeakPairsStage.kind,
            CleanStage.kind,
            SplitTextStage.kind,
            MapLabelsStage.kind,
            DedupStage.kind,
            ReviewStage.kind,
            ReconcileStage.kind,
            GuardStage.kind,
            ResplitStage.kind,
            SampleStage.kind,
            MineNegativesStage.kind,
            CounterfactualStage.kind,
            RewordingStage.kind,
            ParaphraseStage.kind,
            ScoreStage.kind,
            MixStage.kind,
            BatchesStage.kind,
            ShuffleStage.kind,
            EmbedStage.kind,
        ],
        keyStage: NormalizeStage.kind.declaration.name,
        keys: { options in try KeyMaker(options) }, differences: SurfaceFacts.differences)
}
