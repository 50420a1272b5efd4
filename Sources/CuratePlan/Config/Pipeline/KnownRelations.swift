public import CurateCore

/// What the corpora declare about each other: AFQMC stands in ATEC, SimCLUE's test set contains LCQMC's.
///
/// Warns before anything is read; what really leaks is for `guard` to find.
public struct KnownRelations: Sendable {
    /// A split that shares pairs with another, seen from the one that may be trained on.
    private struct Leak: Hashable {
        var corpus: String
        var split: String
        var target: String
        var targetSplit: String
        var pairs: Int?
    }

    private var leaks: [Leak] = []

    /// - Parameter corpora: all that are known, whether a pipeline uses them or not.
    public init(declaredBy corpora: [CorpusDeclaration]) {
        for corpus in corpora {
            for relation in corpus.relations {
                for (own, other) in Self.splits(relation) { add(corpus.name, own, relation, other) }
            }
        }
    }

    /// Lists of equal length name splits that belong together; otherwise any may share pairs with any.
    private static func splits(_ relation: CorpusDeclaration.Relation) -> [(String, String)] {
        let (own, other) = (relation.splits, relation.otherSplits)
        if own.count == other.count { return Array(zip(own, other)) }
        let any = [""]
        return (own.isEmpty ? any : own).flatMap { left in (other.isEmpty ? any : other).map { (left, $0) } }
    }

    /// A relation goes both ways.
    private mutating func add(_ corpus: String, _ own: String, _ relation: CorpusDeclaration.Relation, _ other: String)
    {
        for leak in [
            Leak(corpus: corpus, split: own, target: relation.corpus, targetSplit: other, pairs: relation.pairs),
            Leak(corpus: relation.corpus, split: other, target: corpus, targetSplit: own, pairs: relation.pairs),
        ] where !leak.targetSplit.isEmpty && SplitName.role(leak.targetSplit) != "train" && !leaks.contains(leak) {
            leaks.append(leak)
        }
    }

    /// A warning for each corpus trained on that is known to hold pairs of another's evaluation sets.
    public func warnings(_ pipeline: Pipeline, file: String) -> [Diagnostic] {
        let guarded = pipeline.stages.contains { $0.name == "guard" }
        return pipeline.corpora.compactMap { use in
            let name = CorpusName.label(of: use.use)
            let found = leaks.filter {
                $0.corpus == name && ($0.split.isEmpty || use.choice.includes($0.split))
            }
            let held = found.filter { isHeldOut($0, in: pipeline) }
            let open = found.filter { !isHeldOut($0, in: pipeline) }
            guard !found.isEmpty else { return nil }
            return Diagnostic(
                .warning, "'\(use.label)' is known to hold pairs of evaluation sets: \(Self.list(held, open)).",
                hint: Self.advice(held: !held.isEmpty, open: !open.isEmpty, guarded: guarded),
                file: file, line: use.line, column: use.column)
        }
    }

    private func isHeldOut(_ leak: Leak, in pipeline: Pipeline) -> Bool {
        pipeline.heldOut.contains {
            CorpusName.label(of: $0.use) == leak.target && $0.choice.includes(leak.targetSplit)
        }
    }

    private static func list(_ held: [Leak], _ open: [Leak]) -> String {
        let names = held.map { name($0, "held out") } + open.map { name($0, "not held out") }
        return names.joined(separator: ", ")
    }

    private static func name(_ leak: Leak, _ state: String) -> String {
        let pairs = leak.pairs.map { "\($0) pairs, " } ?? ""
        return "\(leak.target)/\(leak.targetSplit) (\(pairs)\(state))"
    }

    private static func advice(held: Bool, open: Bool, guarded: Bool) -> String {
        var sentences: [String] = []
        if held {
            sentences.append(
                guarded
                    ? "'guard' rejects what it shares with those held out."
                    : "Add the stage 'guard': nothing else keeps them out of the training set.")
        }
        if open { sentences.append("Add those you evaluate on to 'held_out'.") }
        return sentences.joined(separator: " ")
    }
}
