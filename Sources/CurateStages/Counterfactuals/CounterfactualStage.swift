public import CurateCore

/// `counterfactuals`: hard negatives by small edits that change what a sentence says.
public enum CounterfactualStage {
    public static let kind = StageKind(declaration) { options in
        [Counterfactuals(options: CounterfactualOptions(options))]
    }

    static let declaration = StageDeclaration(
        "counterfactuals", summary: "makes hard negatives by edits that change what a sentence says",
        about: """
            我喜欢北京 and 我不喜欢北京 share all characters but one, and a model that never saw such a pair labelled as \
            different takes them for the same. This stage edits the first sentence of chosen records, once, and adds \
            the pair of sentence and edit, labelled 0, with the kind of the edit. Where labels are those of natural \
            language inference the pair is labelled contradiction; there only negation, antonym, comparative, number, \
            unit and colour are made, and no edits of questions.

            `kinds`: negation (put in or taken out, where grammar allows it; yes-or-no questions and sentences with \
            two negations are left alone), number and unit, date, place, entity (brands, kin, subjects and other \
            names), colour, antonym, comparative (more and less, before and after), order (who to whom, from where to \
            where), focus (what a question asks for). Words are found at boundaries that ICU's dictionary sees, and \
            lists beside the code hide words that only look like one: 红包 has no colour, 特别 no negation.

            An edit that is some positive of its sentence, by the closure of all labels, or whose compared form \
            equals the sentence's, is not made, nor are edits of held-out sentences. Which edit of a sentence is \
            taken is drawn by kind, so that kinds with many edits do not crowd out others; no kind makes more than \
            `most_share` of all.

            With `teacher` an edit that reads badly is refused: where its perplexity under the teacher, as a sentence \
            of its own, is more than `fluent` times that of the sentence. Refused edits are listed with both in \
            `review/counterfactuals.jsonl`. A small teacher catches few: docs/counterfactuals.md has figures.

            What is made may still be a held-out sentence or contradict a label: `dedup`, `reconcile` and `guard` \
            belong behind this stage.
            """,
        options: [
            OptionField(
                "kinds", .list(of: EditKind.changing.map(\.rawValue)),
                default: .list(EditKind.sound.map { .string($0.rawValue) }), "Kinds of edits to make."),
            OptionField("share", .number(0...1), default: 0.05, "Share of the records to edit a sentence of."),
            OptionField(
                "most_share", .number(0.01...1), default: 0.4, "The largest share of one kind among all edits."),
            OptionField(
                "labels", .list(of: SourceLabel.allCases.map(\.rawValue)), default: ["same", "different"],
                "Records whose labels say this are edited."),
            OptionField("corpora", .list(of: nil), default: [], "Corpora or splits to edit; by default all."),
            OptionField(
                "teacher", .string,
                "A teacher in 'teachers', or a model folder's, that tells how likely edits are; by default none is asked."
            ),
            OptionField(
                "fluent", .number(0.1...1000), default: 2.9,
                "With a teacher: an edit's perplexity as a multiple of its sentence's, at most."),
            OptionField("min_chars", .integer(1...1000), default: 4, "The fewest characters of a sentence to edit."),
            OptionField("max_chars", .integer(1...1000), default: 76, "The most characters of a sentence to edit."),
        ],
        counters: [
            .init("sentences", "Sentences that are joined by some positive label."),
            .init("components", "Sets of them that mean the same."),
            .init("largest_component", "Sentences in the largest."),
            .init("sources", "Records that were drawn to be edited."),
            .init("kept/<kind>", "Edits made, by kind."),
            .init("dropped/<reason>", "Edits not made: positive, unchanged, too_many_of_kind, not_fluent."),
            .init(
                "skipped/<reason>", "Records not edited: nothing_to_edit, held_out, length, question, many_in_row."),
        ],
        examples: [
            .init("counterfactuals", "An edit of one record in twenty."),
            .init(
                "counterfactuals: {kinds: [negation, number, antonym, order], share: 0.2, labels: same}",
                "Edits of a fifth of the positives, of four kinds."),
            .init("counterfactuals: {teacher: demo}", "Only edits that read about as well as their sentences."),
        ],
        comparesKeys: true, notAfter: ["sample", "mix", "shuffle"])
}
