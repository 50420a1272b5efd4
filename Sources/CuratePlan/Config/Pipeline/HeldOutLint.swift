import CurateCore

// What is held out stays held out.
extension PipelineLint {
    var guarding: [Diagnostic] {
        let guards = indices(of: "guard")
        guard let last = guards.last else { return unguarded }
        if pipeline.heldOut.isEmpty, indices(of: "resplit").isEmpty {
            return [
                finding(
                    .warning, at: guards[0], "'guard' has nothing to guard: no split is held out.",
                    hint: "List splits in 'held_out'.")
            ]
        }
        return inventing.sorted().filter { $0 > last }.map { stage in
            finding(
                .error, at: stage,
                "'\(pipeline.stages[stage].name)' makes records after the last 'guard', so nothing keeps them off the held-out splits.",
                hint: "Put 'guard' behind it.")
        }
    }

    private var unguarded: [Diagnostic] {
        guard let first = pipeline.heldOut.first else { return [] }
        if let stage = inventing.max() {
            return [
                finding(
                    .error, at: stage,
                    "'\(pipeline.stages[stage].name)' makes records, and no 'guard' keeps them off the held-out splits.",
                    hint: "Put 'guard' behind it.")
            ]
        }
        return [
            finding(
                .warning, "splits are held out, but no 'guard' keeps their sentences out of the training split.",
                hint: "Add '- guard' to 'stages'.", line: first.line, column: first.column)
        ]
    }

    var splits: [Diagnostic] {
        heldOutTwice + pipeline.corpora.flatMap { trainedAndHeldOut($0) + trainedOnTests($0) }
    }

    private var heldOutTwice: [Diagnostic] {
        pipeline.heldOut.indices.flatMap { index in
            let one = pipeline.heldOut[index]
            let before = pipeline.heldOut[..<index].filter { $0.use == one.use && $0.path == one.path }
            return before.flatMap { Self.common($0.splits, one.splits, $0.choice, one.choice) }.map { split in
                finding(
                    .error, "'\(one.label)/\(split)' is held out twice.", hint: "Keep one of them.", line: one.line,
                    column: one.column)
            }
        }
    }

    private func trainedAndHeldOut(_ corpus: CorpusUse) -> [Diagnostic] {
        pipeline.heldOut.filter { $0.use == corpus.use && $0.path == corpus.path }.flatMap { heldOut in
            Self.common(corpus.splits, heldOut.splits, corpus.choice, heldOut.choice).map { split in
                finding(
                    .error, "'\(corpus.label)/\(split)' is trained on and held out.",
                    hint: "Take it out of 'corpora' or out of 'held_out'.", line: heldOut.line, column: heldOut.column)
            }
        }
    }

    /// Splits that both choose, as far as either names its own; `*` where neither does.
    private static func common(
        _ left: [String]?, _ right: [String]?, _ leftChoice: SplitChoice, _ rightChoice: SplitChoice
    ) -> [String] {
        if let right { return right.filter(leftChoice.includes) }
        if let left { return left.filter(rightChoice.includes) }
        return leftChoice == rightChoice ? ["*"] : []
    }

    private func trainedOnTests(_ corpus: CorpusUse) -> [Diagnostic] {
        (corpus.splits ?? []).filter { SplitName.role($0) != "train" }.map { split in
            finding(
                .warning, "'\(corpus.label)/\(split)' is made for measuring, but is trained on.",
                hint: "Scores on it will mean nothing.", line: corpus.line, column: corpus.column)
        }
    }
}
