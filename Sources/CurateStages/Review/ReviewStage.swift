public import CurateCore

/// `review`: what people decided record by record.
public enum ReviewStage {
    public static let kind = StageKind(declaration) { options in [try ReviewStep(options)] }

    static let declaration = StageDeclaration(
        "review", summary: "applies what people marked while browsing: records to exclude or to relabel",
        about: """
            `curate browse` lets people mark records; the marks lie in a file of JSON lines, which this stage reads. \
            A line names a record and an action: `exclude` takes it out, and the ledger tells the note and who \
            wrote it; `relabel` gives it another label and the flag `relabelled`; `undo` takes back what an earlier \
            line decided. The last line about a record counts.

            A mark also holds a hash of the texts that the person saw. Where the record's texts are others by now, \
            because stages before this one changed, the mark is not applied, and the record is listed in \
            `review/review.jsonl`; a mark without a hash is applied as it is. A record that is held out is never \
            changed; a mark on one is listed there too. A mark that meets no record, since none has its id or stages \
            before this one rejected it, is counted.

            Records keep their ids from run to run, so marks stay good when a pipeline changes. The place of the \
            stage matters: behind `dedup` it meets the same survivors that were seen in the folder; before \
            `reconcile` and `guard` new labels are checked as others are. To judge records that a teacher made, it \
            has to stand behind the stage that makes them. The file is part of the plan: a changed one makes the \
            stages from here on run anew.
            """,
        options: [
            OptionField("file", .file, required: true, "The review file, as curate browse writes it."),
            OptionField(
                "unmatched", .choice(["count", "fail"]), default: "count",
                "What happens when marks meet no record: they are counted, or the run fails."),
        ],
        rules: [
            .init("excluded", "A person marked it; values: note, by.")
        ],
        counters: [
            .init("marks", "Records about which the file decides something."),
            .init("relabelled/<label>", "Records that were given this label."),
            .init("label_kept", "Records marked with the label that they have."),
            .init("texts_changed", "Records whose texts are not those that were seen; their marks were not applied."),
            .init("held_out", "Held-out records with a mark, which was not applied."),
            .init("unmatched", "Marks that met no record."),
        ],
        examples: [
            .init("review: {file: out/lcqmc.review.jsonl}", "Applies what was marked in the last run's folder."),
            .init("review: {file: out/lcqmc.review.jsonl, unmatched: fail}", "Stops when a mark is about nothing."),
        ],
        notAfter: ["shuffle"])
}
