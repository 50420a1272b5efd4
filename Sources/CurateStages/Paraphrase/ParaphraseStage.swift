public import CurateCore

/// `paraphrase`: new positive pairs from a teacher.
public enum ParaphraseStage {
    public static let kind = StageKind(declaration) { options in
        [Paraphrasing(options: try ParaphraseOptions(options))]
    }

    static let declaration = StageDeclaration(
        "paraphrase", summary: "lets a teacher rephrase sentences and keeps what means the same",
        about: """
            A sentence of each chosen record is given to the teacher, which makes `samples` candidates. Those that \
            pass every check are ranked, and the first `keep` become new records: the sentence and its paraphrase, \
            labelled 1, in the training split, with their origin (parent record, teacher, seed, cosine).

            Checks come in this order: empty; the sentence itself, exactly or but for punctuation; a candidate that \
            came before; characters that stand for something unknown; another script; two letters in a row twice \
            that the sentence has once (a stutter); its length; near the sentence or a candidate before it (equal but for \
            light words, or bigrams at least `near` similar); the cosine of sentence and candidate under the teacher, \
            which must lie within `cosine`; facts; with `likelihood`, how well sentence and candidate say each other. \
            Ranking is maximal marginal relevance: close to the sentence, unlike those already kept; `diversity` \
            weighs the two.

            `likelihood` asks the teacher how likely its candidate is given the sentence, and the sentence given the \
            candidate: the geometric mean of all tokens' probabilities, from 0 to 1. What is no sentence or has lost a \
            fact has little of it. It then also ranks, in place of the cosine. It costs two passes for a candidate.

            Facts must survive: numbers by value, negation, places, colours, opposites (大 and 小) and Latin words of \
            sentence and paraphrase must agree. A candidate that changes one is no positive: it is dropped, or with \
            `changed_facts: negative` the closest `negatives` of a sentence become records labelled 0, or with \
            `review` the closest is listed in `review/paraphrase.jsonl` for people.

            Records of held-out sentences are never sources, nor are generated records. What a teacher writes may \
            still be a held-out sentence, a duplicate, or contradict a label: `dedup`, `reconcile` and `guard` belong \
            behind this stage. Teachers must be asked before records are repeated, so it comes before `mix`.
            """,
        options: [
            OptionField("teacher", .string, required: true, "Its name in 'teachers', or a model folder's."),
            OptionField(
                "scorer", .string, "Another teacher whose vectors decide, for one that cannot embed; by default itself."
            ),
            OptionField("samples", .integer(1...200), default: 16, "Candidates to ask for, for each sentence."),
            OptionField("keep", .integer(1...16), default: 3, "Paraphrases to keep of each sentence, at most."),
            OptionField(
                "top_p", .number(0.01...1), default: 0.95,
                "Draw from the most likely tokens whose probabilities add up to this."),
            OptionField(
                "top_k", .integer(0...12_000), default: 0, "Draw from so many most likely tokens; 0: from all."),
            OptionField(
                "temperature", .number(0...5), default: 1, "Divides the logits; 0 always takes the most likely."),
            OptionField("max_tokens", .integer(2...512), default: 64, "The most tokens of a candidate."),
            OptionField(
                "source_noise", .number(0...0.9), default: 0, "Share of the sentence's tokens hidden from the teacher."),
            OptionField(
                "cosine", .interval(-1...1), default: [0.8, 0.995],
                "Cosine of sentence and paraphrase: below, it says something else; above, it is the same wording."),
            OptionField(
                "length", .interval(0...100), default: [0.4, 2.5],
                "Characters of a paraphrase as a share of the sentence's."),
            OptionField("min_chars", .integer(1...1000), default: 2, "The fewest characters of a paraphrase."),
            OptionField("max_chars", .integer(1...1000), default: 76, "The most characters of a paraphrase."),
            OptionField(
                "near", .number(0.5...1), default: 0.9, "Similarity of bigrams at which two wordings count as one."),
            OptionField(
                "diversity", .number(0...1), default: 0.4,
                "0 keeps the closest paraphrases, 1 those that differ most from each other."),
            OptionField(
                "likelihood", .number(0...1),
                "Least mutual likelihood of sentence and paraphrase, by which they are ranked too; off unless given."),
            OptionField(
                "sides", .choice(ParaphraseOptions.Sides.allCases.map(\.rawValue)), default: "a",
                "Which sentences of a record are given to the teacher."),
            OptionField(
                "labels", .list(of: SourceLabel.allCases.map(\.rawValue)), default: ["same", "different", "none"],
                "Records whose labels say this are augmented."),
            OptionField("corpora", .list(of: nil), default: [], "Corpora or splits to augment; by default all."),
            OptionField("share", .number(0...1), default: 1, "Share of those records to augment."),
            OptionField("cap", .integer(0...1_000_000_000), "The most records to augment, exactly; off unless given."),
            OptionField(
                "changed_facts", .choice(ParaphraseOptions.ChangedFacts.allCases.map(\.rawValue)), default: "reject",
                "What becomes of candidates that change a fact."),
            OptionField(
                "negatives", .integer(1...8), default: 1,
                "With changed_facts negative, how many of a sentence are kept."),
        ],
        counters: [
            .init("sources", "Sentences given to the teacher."),
            .init("candidates", "What it made of them."),
            .init("kept", "Candidates that became positive pairs."),
            .init("changed_facts", "Candidates that passed all checks but state other facts."),
            .init("changed/<fact>", "Those by fact: number, negation, place, colour, opposite, latin."),
            .init(
                "dropped/<reason>",
                "Candidates by reason: empty, equal, punctuation, repeated, unknown_characters, script, stutter, length, "
                    + "near_source, near_other, too_far, too_near, unlikely, surplus."),
            .init("skipped/<reason>", "Sentences not given to it: held_out, many_in_row."),
            .init("entered/<group>", "Records that a cap was to choose from."),
            .init("kept/<group>", "Records that a cap chose."),
        ],
        examples: [
            .init(
                "paraphrase: {teacher: demo, samples: 16, keep: 3, top_p: 0.95, cosine: [0.80, 0.995]}",
                "Up to three new positives for the first sentence of each record."),
            .init(
                "paraphrase: {teacher: demo, labels: same, share: 0.2, changed_facts: negative}",
                "A fifth of the positives, with hard negatives where the teacher changed a fact."),
        ],
        comparesKeys: true, notAfter: ["sample", "mix", "shuffle"])
}
