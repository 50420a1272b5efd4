import CurateCore

// The order of stages.
extension PipelineLint {
    /// Keys are made by `normalize`, so nothing can be compared before it.
    var normalization: [Diagnostic] {
        let start = indices(of: "normalize").first ?? pipeline.stages.count
        let early = pipeline.stages.indices.first {
            $0 < start && declarations[pipeline.stages[$0].name]?.comparesKeys == true
        }
        return early.map { stage in
            [
                finding(
                    .error, at: stage,
                    "'\(pipeline.stages[stage].name)' compares texts, but 'normalize' has not made what is compared.",
                    hint: "Put normalize first.")
            ]
        } ?? []
    }

    /// What each stage declares about those before it, and what holds after `mix` and `shuffle`.
    var order: [Diagnostic] {
        pipeline.stages.indices.compactMap { later in
            let name = pipeline.stages[later].name
            let earlier = pipeline.stages[..<later].map(\.name).first { isMisplaced(name, after: $0) }
            return earlier.map {
                finding(
                    .warning, at: later, "'\(name)' comes after '\($0)': \(Self.reason(name, after: $0)).",
                    hint: "Move '\(name)' before '\($0)'.")
            }
        }
    }

    private func isMisplaced(_ name: String, after earlier: String) -> Bool {
        if name == earlier { return false }
        if declarations[name]?.notAfter.contains(earlier) == true || earlier == "shuffle" { return true }
        return earlier == "mix" && Self.removing.contains(name)
    }

    private static let removing = ["clean", "dedup", "reconcile", "guard"]

    private static func reason(_ name: String, after earlier: String) -> String {
        switch earlier {
        case "shuffle": "the order is to be drawn once, last, and over the rows that are written"
        case "mix": "the shares that 'mix' set no longer hold once '\(name)' takes rows out"
        case "sample": "'sample' has already chosen among rows that '\(name)' would have settled"
        case "resplit": "records that belong together may already be in different splits"
        default: "it cannot do its work on what '\(earlier)' leaves"
        }
    }

    var repetition: [Diagnostic] {
        let again = indices(of: "normalize").dropFirst().map {
            finding(
                .error, at: $0,
                "'normalize' is given twice: what stages before it compared would no longer be what stages after it compare.",
                hint: "Keep one, first.")
        }
        let asked = indices(of: "paraphrase").dropFirst().map {
            finding(
                .error, at: $0,
                "'paraphrase' is given twice: the places of the second's records would be those of the first's.",
                hint: "Keep one.")
        }
        return again + asked
            + ["mix", "shuffle"].flatMap { name in
                indices(of: name).dropFirst().map {
                    finding(
                        .warning, at: $0, "'\(name)' is given twice: the second undoes the first.",
                        hint: "Keep the last.")
                }
            }
    }

    /// What records that a stage made must still meet.
    var settling: [Diagnostic] {
        guard let last = inventing.max() else { return [] }
        let name = pipeline.stages[last].name
        let missing = [
            ("dedup", "so what it repeats is written several times"),
            ("reconcile", "so what contradicts the labels of other records stays"),
        ].filter { stage, _ in declarations[stage] != nil && (indices(of: stage).max() ?? -1) < last }
        return missing.map { stage, result in
            finding(
                .warning, at: last, "'\(name)' makes records, and no '\(stage)' follows, \(result).",
                hint: "Put '\(stage)' behind it.")
        }
    }

    var ending: [Diagnostic] {
        var found: [Diagnostic] = []
        if pipeline.outputs.isEmpty {
            found.append(finding(.warning, "the pipeline writes nothing.", hint: "Give at least one of 'outputs'."))
        } else if indices(of: "shuffle").isEmpty {
            found.append(
                finding(
                    .warning,
                    "there is no 'shuffle': rows are written corpus by corpus, which trainers read in that order.",
                    hint: "End 'stages' with '- shuffle'."))
        }
        return found
    }
}
