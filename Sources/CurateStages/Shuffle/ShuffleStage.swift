public import CurateCore

/// `shuffle`: puts the training records in random order.
public enum ShuffleStage {
    public static let kind = StageKind(declaration) { _ in [Shuffle()] }

    static let declaration = StageDeclaration(
        "shuffle", summary: "puts all training records in one random order",
        about: """
            Every order of all training records is equally likely: it is one shuffle of the whole, not of a buffer, \
            whatever the size of the data. The order depends on the pipeline's seed and on what the records say; it \
            is the same at any number of threads, partitions or machines and on any later run. Another seed gives \
            another order. Shards are cut from this order, so reading them one after the other is enough, and the \
            first shards alone are a fair sample.

            Held-out records keep the order of their files. Without this stage training records keep it too. The \
            sorting happens when the records are written, outside memory; the stage itself costs nothing.
            """,
        examples: [.init("shuffle", "The last stage of a pipeline that writes training data.")])
}

/// Does nothing to records: a plan that names it ranks them by a keyed random number where others rank by place.
struct Shuffle: Stage {
    var name: String { "shuffle" }
    var readsKeys: Bool { false }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor { ShuffleProcessor() }
}

private struct ShuffleProcessor: Processor {
    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) {}
}
