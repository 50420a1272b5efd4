public import CurateCore

/// `rewordings`: positives by small edits that keep what a sentence says.
public enum RewordingStage {
    public static let kind = StageKind(declaration) { options in [Rewordings(options: RewordingOptions(options))] }

    static let declaration = StageDeclaration(
        "rewordings", summary: "makes easy positives by edits that keep what a sentence says",
        about: """
            The other direction of `counterfactuals`: a model should not mind 吗 or 么, 请问 or nothing, full width or \
            half. This stage edits the first sentence of chosen records, once, and adds the pair of sentence and edit, \
            labelled 1, with the origin `rewording` and the kind of the edit. What it makes is nearly the sentence \
            itself; a few teach a model to look past such things, many teach it that positives share all their \
            characters, so no pipeline here uses it.

            `kinds`: question (吗 and 么; 呢 behind a question word taken away), politeness (请问 put in or taken out), \
            mood (a last 啊, 呀 or 哦 taken out), particle (的 where 地 stood), width (full and half), script \
            (traditional characters, one by one as ICU has them). The last two change no compared form: a `dedup` \
            behind this stage may take them for what they were made of.

            Held-out sentences are not edited. What is made may still be one: `guard` belongs behind this stage.
            """,
        options: [
            OptionField(
                "kinds", .list(of: EditKind.keeping.map(\.rawValue)),
                default: .list(EditKind.keeping.map { .string($0.rawValue) }), "Kinds of edits to make."),
            OptionField("share", .number(0...1), default: 0.02, "Share of the records to edit a sentence of."),
            OptionField(
                "labels", .list(of: SourceLabel.allCases.map(\.rawValue)), default: ["same", "different"],
                "Records whose labels say this are edited."),
            OptionField("corpora", .list(of: nil), default: [], "Corpora or splits to edit; by default all."),
        ],
        counters: [
            .init("sources", "Records that were drawn to be edited."),
            .init("kept/<kind>", "Edits made, by kind."),
            .init("skipped/<reason>", "Records not edited: nothing_to_edit, held_out, many_in_row."),
        ],
        examples: [
            .init("rewordings: {share: 0.02}", "An edit of one record in fifty."),
            .init("rewordings: {kinds: [question, politeness], share: 0.1, labels: same}", "Questions of positives."),
        ],
        comparesKeys: true, notAfter: ["sample", "mix", "shuffle"])
}

/// The options of `rewordings`.
struct RewordingOptions: Sendable {
    var kinds: [EditKind]
    var share: Double
    var labels: Set<SourceLabel>
    /// Names of corpora or splits; empty: all.
    var corpora: [String]

    init(_ options: Options) {
        let chosen = Set(options.strings("kinds"))
        kinds = EditKind.keeping.filter { chosen.contains($0.rawValue) }
        share = options.number("share")
        labels = Set(options.strings("labels").compactMap(SourceLabel.init))
        corpora = options.strings("corpora")
    }

    /// Records that may be edited: one group.
    /// - Throws: `Diagnostic` for a corpus that the run does not read.
    func groups(_ roster: Roster) throws -> GroupTable {
        try GroupTable("sources", of: corpora, labels, roster)
    }
}
