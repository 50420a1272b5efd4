public import CurateCore

/// `resplit`: new splits that share no sentence.
public enum ResplitStage {
    public static let kind = StageKind(declaration) { options in
        let shares = [options.number("train"), options.number("dev"), options.number("test")]
        let sum = shares.reduce(0, +)
        guard abs(sum - 1) < 1e-6 else {
            throw Diagnostic(
                .error, "train, dev and test of resplit add up to \(sum), not to 1.",
                hint: "Give all three; a share may be 0.")
        }
        return [Resplit(shares: shares, edges: Resplit.Edges(rawValue: options.string("edges")) ?? .all)]
    }

    static let declaration = StageDeclaration(
        "resplit", summary: "new train, dev and test splits that share no sentence",
        about: """
            Published splits share sentences: one pair in ten of LCQMC's dev set has a sentence that stands in test \
            too. This stage throws all training records together and deals them out anew, component by component.

            A component holds all records that are connected by a common sentence, whatever their labels: with \
            `edges: all` no sentence stands in two splits. Where sentences occur in many pairs, as in BQ, most \
            records may hang together in one giant component, which can only go to one split. `edges: positive` \
            connects sentences by positive pairs alone: paraphrases stay together, but a pair labelled different may \
            have its second sentence in another split; such a record goes where the component with the smaller id goes.

            Components are dealt out from the largest to the smallest. Chance, keyed by seed and component, chooses \
            among the splits in proportion to what each still lacks; a split that lacks nothing gets nothing, and no \
            component larger than a quarter of a split goes there, unless it is the largest split. So shares come \
            out as asked to a few records, unless giants forbid it. The result depends on sentences and seed, not \
            on the order of records; held-out sets stay as they are.
            """,
        options: [
            OptionField("train", .number(0...1), default: 0.8, "Share of records that go to train."),
            OptionField("dev", .number(0...1), default: 0.1, "Share of records that go to dev."),
            OptionField("test", .number(0...1), default: 0.1, "Share of records that go to test."),
            OptionField("by", .choice(["closure"]), default: "closure", "What is dealt out as one: components."),
            OptionField(
                "edges", .choice(Resplit.Edges.allCases.map(\.rawValue)), default: "all",
                "Which pairs connect their sentences: all, or those labelled the same."),
        ],
        counters: [
            .init("components", "Components that were dealt out."),
            .init("giant_components", "Components larger than a quarter of some split."),
            .init("giant_records", "Records in such components."),
            .init("moved", "Records whose split changed."),
            .init("train", "Records in train."),
            .init("dev", "Records in dev."),
            .init("test", "Records in test."),
        ],
        examples: [
            .init("resplit", "80, 10 and 10 percent."),
            .init(
                "resplit: {train: 0.9, dev: 0.1, test: 0, edges: positive}", "No test split; paraphrases stay together."
            ),
        ],
        comparesKeys: true, notAfter: ["sample", "mix", "shuffle"])
}
