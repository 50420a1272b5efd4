internal import LinearAlgebra
internal import Synchronization

extension RoFormerModel {
    /// Natural logarithm of the probability that the model generates `targets[i]` from `sources[i]`.
    ///
    /// - Parameters:
    ///   - sources: token ids, start and end marks included.
    ///   - targets: token ids without a start mark, with the end mark where it shall count.
    /// - Returns: the sum over each target's tokens; 0 for an empty target.
    /// - Throws: ``RoFormerFailure`` for sentences that are empty, too long, or not of this vocabulary.
    public func logLikelihood(sources: [[Int32]], targets: [[Int32]]) throws -> [Double] {
        precondition(sources.count == targets.count, "a target for each source")
        for (number, (source, target)) in zip(sources, targets).enumerated() {
            try configuration.check(source, target: target, number: number)
        }
        let chunks = Chunks.cut(zip(sources, targets).map { $0.count + $1.count }, threads: threads)
        let sums = Mutex([[Double]](repeating: [], count: chunks.count))
        try Chunks.forEach(chunks.count, threads: threads) { index in
            let some = try self.sums(sources[chunks[index]], targets[chunks[index]])
            sums.withLock { $0[index] = some }
        }
        return sums.withLock { Array($0.joined()) }
    }

    private func sums(_ sources: ArraySlice<[Int32]>, _ targets: ArraySlice<[Int32]>) throws -> [Double] {
        try workspaces.lend { workspace in
            var batch = TokenBatch()
            var places: [Int32] = []
            for (source, target) in zip(sources, targets) {
                let start = Int32(batch.count)
                // The source's last token tells the first of the target; the target's last tells nothing wanted.
                places += (0..<Int32(target.count)).map { start + Int32(source.count) - 1 + $0 }
                let length = Int32(source.count + max(0, target.count - 1))
                batch.add(source: source, target: target.dropLast(), rows: start..<start + length)
            }
            try network.run(batch, cache: workspace.passing(rows: batch.count), places: places, workspace)
            try network.transform(rows: places.count, workspace)
            return try sum(targets, workspace)
        }
    }

    /// Adds up the targets' tokens over the transformed states, which stand in the targets' order.
    private func sum(_ targets: ArraySlice<[Int32]>, _ workspace: Workspace) throws -> [Double] {
        var first = 0
        return try targets.map { target in
            defer { first += target.count }
            try network.project(rows: first..<first + target.count, workspace)
            var sum = 0.0
            for (row, token) in target.enumerated() {
                workspace.distribution.take(workspace.logits, row: row, temperature: 1)
                sum += workspace.distribution.logProbability(of: Int(token))
            }
            return sum
        }
    }
}
