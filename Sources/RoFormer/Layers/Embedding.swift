internal import LinearAlgebra
internal import Synchronization

extension RoFormerModel {
    /// Sentence vectors: the pooler's output for each sentence's first token.
    ///
    /// - Parameters:
    ///   - sentences: token ids, start and end marks included.
    ///   - normalized: scaled to length 1, so that the product of two is their cosine.
    /// - Returns: `hiddenSize` numbers for each sentence, one after the other.
    /// - Throws: ``RoFormerFailure`` for a sentence that is empty, too long, or not of this vocabulary.
    public func embed(_ sentences: [[Int32]], normalized: Bool = false) throws -> [Float] {
        for (number, sentence) in sentences.enumerated() { try configuration.check(sentence, number: number) }
        let chunks = Chunks.cut(sentences.map(\.count), threads: threads)
        let vectors = Mutex([[Float]](repeating: [], count: chunks.count))
        try Chunks.forEach(chunks.count, threads: threads) { index in
            let rows = try self.pooled(sentences[chunks[index]])
            vectors.withLock { $0[index] = rows }
        }
        let all = vectors.withLock { Array($0.joined()) }
        return normalized ? unitLength(all) : all
    }

    private func pooled(_ sentences: ArraySlice<[Int32]>) throws -> [Float] {
        try workspaces.lend { workspace in
            var batch = TokenBatch()
            var firsts: [Int32] = []
            for sentence in sentences {
                let start = Int32(batch.count)
                firsts.append(start)
                batch.add(source: sentence, rows: start..<start + Int32(sentence.count))
            }
            let cache = workspace.passing(rows: batch.count)
            try network.run(batch, cache: cache, places: firsts, workspace)
            try network.pool(rows: firsts.count, workspace)
            return workspace.pooled.copy(rows: 0..<firsts.count)
        }
    }

    private func unitLength(_ vectors: [Float]) -> [Float] {
        var result = vectors
        let width = configuration.hiddenSize
        for start in stride(from: 0, to: result.count, by: width) {
            var squares = 0.0
            for place in start..<start + width { squares += Double(result[place]) * Double(result[place]) }
            let factor = squares > 0 ? Float(1 / squares.squareRoot()) : 0
            for place in start..<start + width { result[place] *= factor }
        }
        return result
    }
}
