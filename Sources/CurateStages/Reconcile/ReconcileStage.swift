public import CurateCore

/// `reconcile`: settles labels that contradict each other.
public enum ReconcileStage {
    public static let kind = StageKind(declaration) { options in
        let meaning = LabelMeaning(
            ordinalSame: Float(options.number("ordinal_same")),
            ordinalDifferent: Float(options.number("ordinal_different")))
        var stages: [any Stage] = [
            IdenticalTexts(
                identical: .init(rawValue: options.string("identical")) ?? .drop,
                dropsTrivial: options.string("trivial") == "drop"),
            LabelConflicts(
                rule: .init(rawValue: options.string("conflicts")) ?? .drop, meaning: meaning,
                reportsAcrossScales: options.string("across_scales") == "report"),
        ]
        if let action = ClosureBreaks.Action(rawValue: options.string("closure")) {
            stages.append(
                ClosureBreaks(action: action, meaning: meaning, includesHeldOut: options.bool("include_held_out")))
        }
        return stages
    }

    static let declaration = StageDeclaration(
        "reconcile", summary: "settles labels that contradict each other",
        about: """
            Three kinds of contradiction, in this order. First, pairs whose two keys are identical but whose label \
            says different: failed translations and slips. Binary labels below 0.5, ordinal scores at or below the \
            corpus' threshold and, for NLI, contradiction and neutral say different; pairs without a label are left \
            alone. Identical texts labelled the same teach a model nothing, but are kept unless `trivial` says \
            otherwise.

            Second, the same pair with different labels on one scale, in one corpus or in two. `drop` rejects all of \
            them. `majority` keeps the label with most copies and rejects the rest, or all on a tie. `first` trusts \
            the corpus that the pipeline names first, then split, file and line. `soft` leaves the first record with \
            the mean of all labels, weighted by copies; NLI labels have no mean and go by majority. Labels on \
            different scales do not conflict; where one says the same and the other clearly different they are counted.

            Third, pairs labelled different although a chain of positive pairs connects their sentences: A=B, B=C, \
            but A≠C. One of the labels is wrong, or meaning drifted along the chain. `report` flags the pair, `drop` \
            rejects it, `relabel` flags it and moves its label to the middle, for review. A ledger entry tells the \
            component's size and, up to 4, the length of the shortest chain: a short chain points at a wrong label, \
            a long one at drift.
            """,
        options: [
            OptionField(
                "conflicts", .choice(ConflictRule.allCases.map(\.rawValue)), default: "drop",
                "What becomes of one pair with different labels on one scale."),
            OptionField(
                "across_scales", .choice(["report", "ignore"]), default: "report",
                "Whether opposite labels of one pair on different scales are counted."),
            OptionField(
                "identical", .choice(IdenticalTexts.Action.allCases.map(\.rawValue)), default: "drop",
                "What becomes of identical texts labelled different; report counts them and keeps them."),
            OptionField(
                "trivial", .choice(["keep", "drop"]), default: "keep",
                "What becomes of identical texts labelled the same."),
            OptionField(
                "closure", .choice(ClosureBreaks.Action.allCases.map(\.rawValue) + ["ignore"]), default: "report",
                "What becomes of pairs labelled different inside a component of sameness."),
            OptionField(
                "ordinal_same", .number(0...5), default: 4.5, "From this ordinal score on two texts mean the same."),
            OptionField(
                "ordinal_different", .number(0...5), default: 1.0,
                "Up to this ordinal score two texts are clearly different."),
            OptionField(
                "include_held_out", .bool, default: true,
                "Whether positive pairs of the held-out sets count in the closure; held-out records never change."),
        ],
        rules: [
            .init("identical_different", "Identical keys labelled different; values: label."),
            .init("trivial_positive", "Identical keys labelled the same; values: label."),
            .init(
                "label_conflict",
                "The pair has another label elsewhere; values: other, the record with it; other_label; records, the "
                    + "copies that took part."),
            .init(
                "closure_break",
                "Labelled different inside a component of sameness; values: component_size, and path when it is at "
                    + "most 4."),
        ],
        counters: [
            .init("identical_different", "Identical keys labelled different and kept."),
            .init("trivial_positives", "Identical keys labelled the same and kept."),
            .init("label_conflicts", "Pairs with different labels on one scale."),
            .init("across_scales", "Pairs with opposite labels on different scales."),
            .init("relabelled", "Records that got the mean of conflicting labels."),
            .init("closure_breaks", "Pairs labelled different inside a component of sameness."),
            .init("review", "Closure breaks whose label was moved to the middle."),
            .init("sentences", "Sentences of the closure."),
            .init("components", "Components of the closure."),
            .init("largest_component", "Sentences of the closure's largest component."),
        ],
        examples: [
            .init("reconcile", "Drops conflicting pairs, reports closure breaks."),
            .init(
                "reconcile: {conflicts: majority, closure: drop}",
                "Lets copies vote and drops what contradicts a chain of positives."),
        ],
        comparesKeys: true, notAfter: ["resplit", "sample", "mix", "shuffle"])
}
