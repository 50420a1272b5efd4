internal import LinearAlgebra

/// The model's inner values, for comparisons with other implementations; one sentence after the other.
extension RoFormerModel {
    /// Last hidden states of all tokens: source, then target under UniLM's mask.
    ///
    /// - Returns: for each sentence `hiddenSize` numbers for each token.
    public func hiddenStates(_ sources: [[Int32]], targets: [[Int32]] = []) throws -> [[Float]] {
        try passes(sources, targets) { workspace, range in workspace.hidden.copy(rows: range) }
    }

    /// Logits of the token after each token: source, then target under UniLM's mask.
    ///
    /// - Returns: for each sentence `vocabularySize` numbers for each token.
    public func logits(_ sources: [[Int32]], targets: [[Int32]] = []) throws -> [[Float]] {
        try passes(sources, targets) { workspace, range in
            try network.transform(rows: range.upperBound, workspace)
            try network.project(rows: range, workspace)
            return workspace.logits.copy(rows: 0..<range.count)
        }
    }

    /// All sentences in one packed batch.
    private func passes(
        _ sources: [[Int32]], _ targets: [[Int32]], _ read: (Workspace, Range<Int>) throws -> [Float]
    ) throws -> [[Float]] {
        precondition(targets.isEmpty || targets.count == sources.count, "a target for each source, or none")
        return try workspaces.lend { workspace in
            var batch = TokenBatch()
            var ranges: [Range<Int>] = []
            for (number, source) in sources.enumerated() {
                let target = targets.isEmpty ? [] : targets[number]
                try configuration.check(source, target: target, number: number)
                let start = batch.count
                ranges.append(start..<start + source.count + target.count)
                batch.add(source: source, target: target[...], rows: (ranges[number]).map(Int32.init))
            }
            try network.run(batch, cache: workspace.passing(rows: batch.count), workspace)
            return try ranges.map { try read(workspace, $0) }
        }
    }
}
