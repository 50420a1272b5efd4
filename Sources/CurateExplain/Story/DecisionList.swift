internal import CurateCore
internal import CurateReport

/// What each stage of the run did with a record.
struct DecisionList {
    let manifest: Manifest
    /// Whose records each stage sees; nil: not known.
    let scopes: [StageScope]?
    /// What single-record stages do with the published row.
    let history: [TextHistory.Step]
    /// nil for a record that was written.
    let rejection: FoundRow?
    let row: RowContent
    let isHeldOut: Bool
    /// How the record came to be where it stands only as a negative.
    let negative: String?
    /// How each of the records came to be that were made from it.
    let children: [String]

    private typealias Decision = Explanation.Decision

    var all: [Explanation.Decision] {
        var decisions: [Decision] = []
        let made = makingStage
        var isOut = false
        for (number, stage) in manifest.stages.enumerated() {
            if isOut {
                decisions.append(Decision(stage: stage.name, outcome: .unreached, rule: nil, values: []))
            } else if let made, number < made {
                decisions.append(Decision(stage: stage.name, outcome: .absent, rule: nil, values: []))
            } else if number == made {
                decisions.append(Decision(stage: stage.name, outcome: .made, rule: nil, values: making))
            } else if let rejection, rejection.file.name == stage.name {
                isOut = true
                decisions.append(
                    Decision(stage: stage.name, outcome: .rejected, rule: row.text("rule"), values: row.values))
            } else {
                decisions.append(kept(number, stage.name))
            }
        }
        return decisions
    }

    private func kept(_ number: Int, _ name: String) -> Decision {
        let step = history.first { $0.stage == number }
        if isHeldOut && step == nil && !seesHeldOut(number) {
            return Decision(stage: name, outcome: .passed, rule: nil, values: [])
        }
        var values = facts(of: name)
        guard let step else { return Decision(stage: name, outcome: .kept, rule: nil, values: values) }
        let isChanged = step.before != step.after || step.labelBefore != step.labelAfter
        if isChanged {
            values += step.counts.keys.filter { $0 != "unchanged" }.sorted()
                .map { .init(name: $0, value: String(step.counts[$0] ?? 0)) }
        }
        return Decision(stage: name, outcome: isChanged ? .changed : .kept, rule: nil, values: values)
    }

    private func seesHeldOut(_ stage: Int) -> Bool {
        guard let scopes, stage < scopes.count else { return false }
        return scopes[stage] == .all
    }

    /// What rows keep of a stage's work.
    private func facts(of stage: String) -> [Explanation.Fact] {
        switch Self.kind(of: stage) {
        case "score": row.facts(["score"])
        case "dedup": stage.contains("exact") ? row.facts(["copies"]).filter { $0.value != "1" } : []
        default: made(by: stage)
        }
    }

    /// How many records the stage made from it, where it is the only one of its kind.
    private func made(by stage: String) -> [Explanation.Fact] {
        let kind = Self.kind(of: stage)
        let count = children.count { Self.makers[$0] == kind }
        guard count > 0, manifest.stages.count(where: { Self.kind(of: $0.name) == kind }) == 1 else { return [] }
        return [.init(name: "made from it", value: String(count))]
    }

    private var making: [Explanation.Fact] {
        row.facts(["origin", "teacher", "edit", "cosine", "overlap", "seed"]).filter {
            $0 != .init(name: "seed", value: "0")
        }
    }

    /// The last stage that may have made the record.
    private var makingStage: Int? {
        guard let origin = row.text("origin") ?? negative, let kind = Self.makers[origin] else { return nil }
        let limit =
            rejection.flatMap { rejection in
                manifest.stages.firstIndex { $0.name == rejection.file.name }
            } ?? manifest.stages.count
        return manifest.stages.indices.last {
            $0 < limit && manifest.stages[$0].generated > 0 && Self.kind(of: manifest.stages[$0].name) == kind
        }
    }

    private static let makers = [
        "paraphrase": "paraphrase", "changed_fact": "paraphrase", "mined": "mine_negatives",
        "lexical": "mine_negatives", "counterfactual": "counterfactuals", "rewording": "counterfactuals",
        "weak": "weak_pairs",
    ]

    /// `dedup` of `dedup.exact` and of `dedup-2.exact`.
    private static func kind(of stage: String) -> String { String(stage.prefix { $0 != "." && $0 != "-" }) }
}
