public import CurateCore

/// `weak_pairs`: pairs where nobody gave labels.
public enum WeakPairsStage {
    public static let kind = StageKind(declaration) { options in
        let options = try WeakPairsOptions(options)
        return options.material == .sentences ? [NearPairs(options: options)] : [WeakPairs(options: options)]
    }

    static let declaration = StageDeclaration(
        "weak_pairs",
        summary: "pairs sentences of one group, one question's answers or one passage, or near ones of a whole corpus",
        about: """
            RoFormer-Sim's corpus was built from pairs that nobody had labelled: similar questions, sentences of \
            different answers to one question, and sentences within one passage, chosen by how many characters they \
            share. This stage makes such pairs of the named `corpora`.

            `groups` looks at each record of a corpus whose shape is `group`, a text and one of its synonyms. \
            `answers` takes records whose second text is a list of answers, as the shape `answers` reads them; it cuts \
            answers into sentences and pairs those of different answers. `passages` takes records of one text, as the \
            shape `sentences` reads them from lines or web pages, and pairs the sentences of each. Records of the other \
            form go by.

            `sentences` looks for paraphrases among all records of one text, however far apart they stand: two \
            sentences are candidates when each is among the `neighbours` nearest to the other by the vectors of \
            `teacher`, with a cosine within `cosine`. Spellings with one compared form are one sentence, held-out \
            sentences are never looked at, and `index` says how neighbours are searched for, as in `mine_negatives`. \
            The memory is that of `mine_negatives`, too.

            Two sentences are a pair when their overlap lies between `threshold` and `most`: the characters of both as \
            a share of those of either (Jaccard's index), in their compared forms without light words such as 的 and \
            吗. Sentences of a passage need more of it than answers, for they share their subject anyway. Neither may \
            state other facts than the other: numbers, negation, places, colours, opposites, Latin words. Of a \
            record, pairs of the highest overlap come first, and no sentence is in more than two. A question is \
            paired with questions, a statement with statements; of the more frequent of the two as many are drawn as \
            `balance` times the other, exact but for chance.

            What is found has no label and the origin `weak`: the view `seq2seq` takes it, no view takes it as \
            labelled, and a pair that some record labels, in whatever way, is not made. What vectors found has the \
            teacher and the cosine in its origin, everything else the overlap. With `to: review` it is \
            listed in `review/weak_pairs.jsonl` for people. Passages, lists of answers and sentences themselves leave under \
            `source`. Put the stage behind `normalize`, ahead of `clean`, `dedup` and `guard`, which then treat what it \
            found as everything else.
            """,
        options: [
            OptionField(
                "from", .choice(WeakPairsOptions.Material.allCases.map(\.rawValue)), required: true,
                "What the corpora hold."),
            OptionField("corpora", .list(of: nil), required: true, "Corpora or splits to make pairs of."),
            OptionField(
                "threshold", .number(0...1),
                "The least overlap of a pair; by default 0.1 of groups, 0.3 of answers, 0.5 of passages, 0 of sentences."
            ),
            OptionField(
                "most", .number(0...1), default: 0.95, "The most: above, it is the same sentence with another particle."
            ),
            OptionField("min_chars", .integer(1...1000), default: 4, "The fewest characters of a sentence."),
            OptionField("max_chars", .integer(1...1000), default: 76, "The most characters of a sentence."),
            OptionField(
                "per_record", .integer(1...GeneratedRecords.most), default: 8,
                "The most pairs of one passage or question."),
            OptionField(
                "balance", .number(0...1000),
                "The most pairs of one type, questions or statements, for each of the other; 0: as they come. By "
                    + "default 1, and 0 of sentences."),
            OptionField("teacher", .string, "For sentences: its name in 'teachers', or a model folder's."),
            OptionField(
                "neighbours", .integer(1...100), default: 3,
                "For sentences: each of a pair is among so many that are nearest to the other."),
            OptionField(
                "cosine", .interval(-1...1), default: [0.95, 1],
                "For sentences: the band that a pair's cosine lies in."),
            OptionField(
                "index", .choice(MiningOptions.Index.allCases.map(\.rawValue)), default: "auto",
                "For sentences: how near ones are searched for."),
            OptionField(
                "to", .choice(WeakPairsOptions.Destination.allCases.map(\.rawValue)), default: "seq2seq",
                "Where pairs go: on, without a label, or only into a list for people."),
            OptionField(
                "review", .integer(1...1_000_000), default: 1000, "With to review, how many are listed at most."),
        ],
        rules: [
            .init("source", "A passage, a list of answers or a sentence that was looked at."),
            .init("unlike", "The two texts share too few characters."),
            .init("alike", "They share nearly all."),
            .init("facts", "They state different facts."),
            .init("mixed_types", "One is a question, the other is not."),
            .init("length", "One of them is too short or too long."),
            .init("labelled", "A record labels the same pair."),
            .init("unbalanced", "There were more of its type than wanted."),
            .init("listed", "It is in the list for people instead."),
        ],
        counters: [
            .init("sentences", "Sentences that passages and answers were cut into and that are long enough."),
            .init("sentences_beyond", "Sentences behind the first 200 of a record, which were not looked at."),
            .init("pairs/<type>", "Pairs made, by type: question, statement."),
            .init(
                "dropped/<rule>",
                "Pairs of passages or answers that passed the overlap, or of sentences that passed the cosine, by the "
                    + "rule they failed; one_sided: only one of the two is among the other's nearest."),
            .init("held_out", "Sentences not looked at, since they are held out."),
            .init("no_vector", "Sentences not looked at, since the teacher has no vector of them."),
            .init(
                "index/<found or of>", "Of a sample's nearest sentences, how many the index found; none if it is exact."
            ),
            .init("skipped/many_in_row", "Records that share their row with too many others."),
        ],
        examples: [
            .init("weak_pairs: {from: groups, corpora: synonyms}", "Similar questions, where the groups are mined."),
            .init(
                "weak_pairs: {from: passages, corpora: pages, threshold: 0.6, to: review}",
                "A list of sentence pairs to look at."),
            .init(
                "weak_pairs: {from: sentences, corpora: questions, teacher: demo, cosine: [0.9, 1], to: review}",
                "A list of likely paraphrases among the sentences of a corpus."),
        ],
        comparesKeys: true,
        notAfter: [
            "paraphrase", "score", "sample", "mix", "shuffle", "mine_negatives", "counterfactuals", "rewordings",
        ])
}
