public import CurateCore

/// `mine_negatives`: hard negatives out of the corpus itself.
public enum MineNegativesStage {
    public static let kind = StageKind(declaration) { options in [MineNegatives(options: try MiningOptions(options))] }

    static let declaration = StageDeclaration(
        "mine_negatives", summary: "finds hard negatives among the corpus' own sentences",
        about: """
            The first sentence of each positive record is an anchor. Its nearest sentences under the teacher, and those \
            that share most of its wording (BM25 over character bigrams), are candidates. What passes every rule \
            becomes a record of anchor and candidate labelled 0, with the origin `mined` or `lexical` and the teacher's \
            cosine.

            A sentence near an anchor is as often a paraphrase that nobody labelled as it is a hard negative. The rules \
            against that, in this order: `ranks`, a window of retrieval ranks counted before anything is left out; \
            the anchor's positive closure over all labels, held-out ones included; sentences labelled as different \
            already, which stay and count towards `per_anchor`; near-duplicates of the anchor or of a positive, `near` \
            in bigrams with the same numbers and negations; the positive's own cosine, less `margin`, and times \
            `max_of_positive` (of a cosine below 0 that much further below), over several positives their `positive` \
            statistic; the band `cosine`, narrowed by `quantiles` of the cosines that the corpus' own labelled negatives \
            have; `reciprocal` neighbours, each among the other's first, which most often are paraphrases; what a second \
            teacher, `rescore`, gives a score outside of `rescored`. Held-out sentences are no candidates at all. Last, \
            a sentence serves at most `uses` times, the nearest anchors first.

            `rescore` names a teacher of any kind: its scores of pairs count, or the cosines of its vectors where it has \
            none of pairs. It is asked about the best candidates that the other rules leave, some more than are wanted. \
            Those that a file of scores lacks are left out, or kept by `unscored: keep`, and listed in \
            `review/mine_negatives.jsonl` with `text1` and `text2`: score them, add them to the file, run again.

            An anchor for which too few are left gets fewer: nothing is filled up. The run's statistics tell what each \
            rule took and the cosines of positives, labelled and mined negatives. `curate tune-mining` hides a part of \
            the positives and tells how many of them each setting brings back as negatives.

            `index` says how near sentences are searched for: `exact`, products of all anchors with all sentences, in \
            tiles: in rounded numbers first, then in full of those that rounding does not prove to be too far away; \
            `ivf`, FAISS' inverted lists; `hnsw`, FAISS' graph, which one thread builds. `auto` is exact up to \
            200,000 sentences and `ivf` above. What an index misses is measured on 256 sentences and told as \
            `index/found` of `index/of`. The sentences' vectors are held in memory, and a copy, which `exact` rounds to \
            bytes: 5 bytes a dimension or, with the others, 8, so 200 or 300 MB for 100,000 sentences of 384 dimensions.
            """,
        options: [
            OptionField("teacher", .string, required: true, "Its name in 'teachers', or a model folder's."),
            OptionField(
                "index", .choice(MiningOptions.Index.allCases.map(\.rawValue)), default: "auto",
                "How near sentences are searched for."),
            OptionField("per_anchor", .integer(1...32), default: 4, "Negatives of an anchor, labelled ones included."),
            OptionField(
                "ranks", .interval(1...1000), default: [10, 100], "Retrieval ranks to take candidates from, from 1."),
            OptionField(
                "lexical", .number(0...1), default: 0.25,
                "Share of an anchor's places kept for negatives found by wording."),
            OptionField(
                "positive", .choice(MiningOptions.Statistic.allCases.map(\.rawValue)), default: "min",
                "Of an anchor's several positives, whose cosine counts."),
            OptionField(
                "max_of_positive", .number(0...1), default: 0.95,
                "A candidate's cosine must stay below this share of the positive's."),
            OptionField("margin", .number(0...2), default: 0, "And this much below the positive's."),
            OptionField("cosine", .interval(-1...1), default: [-1, 1], "The band that a candidate's cosine lies in."),
            OptionField(
                "quantiles", .interval(0...1), default: [0, 0.5],
                "Quantiles of labelled negatives' cosines that narrow the band; without 20 of them it stays."),
            OptionField(
                "near", .number(0.5...1), default: 0.7,
                "Similarity of bigrams at which a candidate is the anchor or its positive in other words."),
            OptionField(
                "reciprocal", .integer(0...100), default: 0,
                "Leave out pairs that are among each other's first so many neighbours; 0: do not look."),
            OptionField(
                "rescore", .string, "A second teacher, which is asked about candidates: a cross-encoder's scores."),
            OptionField(
                "rescored", .interval(-1...1), default: [-1, 0.5], "The scores that it may give a negative."),
            OptionField(
                "unscored", .choice(MiningOptions.Unscored.allCases.map(\.rawValue)), default: "leave_out",
                "What happens to candidates that it has no score of; they are listed either way."),
            OptionField(
                "list_unscored", .integer(1...10_000_000), default: 200_000,
                "How many of these are listed at most, the nearest first."),
            OptionField("uses", .integer(1...1_000_000), default: 20, "How often a sentence may serve as a negative."),
            OptionField(
                "sides", .choice(["a", "both"]), default: "a", "Which sentences of positive records are anchors."),
            OptionField(
                "corpora", .list(of: nil), default: [], "Corpora or splits to find anchors in; by default all."),
            OptionField("share", .number(0...1), default: 1, "Share of anchors to mine for."),
            OptionField(
                "closure", .bool, default: true,
                "Leave out all that labels join to the anchor; otherwise its own positives only."),
            OptionField(
                "hide_positives", .number(0...0.5), default: 0,
                "Forget this share of positive labels while mining, to count how many come back as negatives."),
        ],
        counters: [
            .init("sentences", "Sentences that were searched."),
            .init("no_vector", "Sentences left out because the teacher has no vector of them."),
            .init("anchors", "Sentences that negatives were sought for."),
            .init("candidates", "Sentences within the window of ranks, over all anchors."),
            .init(
                "removed/<rule>",
                "Candidates by the first rule they broke: closure, labelled, near, margin, of_positive, floor, ceiling, "
                    + "reciprocal, rescored, unscored, uses."),
            .init("kept/<source>", "Negatives made: mined, lexical."),
            .init("short", "Anchors with fewer negatives than wanted, labelled ones included."),
            .init("labelled", "Negatives that the anchors had."),
            .init(
                "cosine/<of>/<quantile>",
                "Thousandths: cosines of positive, labelled and mined pairs, at p10, p50, p90."),
            .init("mean_cosine", "Thousandths: of mined negatives."),
            .init(
                "index/<found or of>", "Of a sample's nearest sentences, how many the index found; none if it is exact."
            ),
            .init("hidden", "Positives that were hidden and that nothing else joins."),
            .init("returned", "Hidden positives that were made negatives."),
            .init("skipped/<reason>", "Anchors not mined for: many_in_row."),
        ],
        examples: [
            .init("mine_negatives: {teacher: demo}", "Up to four negatives for each positive's first sentence."),
            .init(
                "mine_negatives: {teacher: demo, per_anchor: 7, ranks: [10, 200], max_of_positive: 0.9, lexical: 0}",
                "Seven, further away, by vectors alone."),
            .init(
                "mine_negatives: {teacher: demo, rescore: cross, rescored: [0.02, 0.4]}",
                "Leaves out what a cross-encoder finds the same, and what it finds too easy."),
        ],
        comparesKeys: true, notAfter: ["sample", "mix", "shuffle"])
}
