internal import LinearAlgebra

/// One thread's share of generating: a batch of sequences that grow by a token in every step and are replaced by others
/// as they end.
final class DecodingLane {
    /// Sequences that take a step together: enough to use the weights well each time they pass by, and whole tiles of
    /// the library's multiplications.
    private static let width = 128
    /// Source tokens that are read together.
    private static let sourceTokens = 256
    /// Rows of logits held at a time.
    private static let logitRows = 64

    private let network: Network
    private let workspace: Workspace
    private let queue: RequestQueue
    private let cache: KeyValueCache
    private let width: Int
    private var sources: [SourceState] = []
    private var active: [ActiveSequence] = []

    init(network: Network, workspace: Workspace, queue: RequestQueue, lanes: Int) {
        self.network = network
        self.workspace = workspace
        self.queue = queue
        cache = KeyValueCache(configuration: network.configuration)
        // Where there is little to do, every thread gets some.
        width = max(1, min(Self.width, (queue.samples + lanes - 1) / lanes))
    }

    /// Works until no request is left.
    func run() throws {
        while true {
            try refill()
            if active.isEmpty { return }
            try step()
        }
    }

    /// Starts sequences until the batch is full or nothing is left to start.
    private func refill() throws {
        while active.count < width {
            if let source = sources.last {
                start(source)
                if !source.hasMore { sources.removeLast() }
            } else {
                let requests = queue.take(samples: width - active.count, tokens: Self.sourceTokens)
                if requests.isEmpty { return }
                try read(requests)
            }
        }
    }

    private func start(_ source: SourceState) {
        guard source.hasMore else { return settle(source) }
        var sequence = source.start()
        workspace.stopwatch.enter(.sampling)
        let goesOn = sequence.draw(from: source.logits, row: 0, workspace.distribution)
        workspace.stopwatch.enter(.rest)
        keep(sequence, goesOn)
    }

    /// Passes sources through the layers; their last tokens tell the first token of every sample.
    private func read(_ requests: [RequestQueue.Numbered]) throws {
        var batch = TokenBatch()
        var lasts: [Int32] = []
        var rows: [[Int32]] = []
        for numbered in requests {
            rows.append(cache.take(numbered.request.source.count))
            batch.add(source: numbered.request.source, rows: rows[rows.count - 1])
            lasts.append(Int32(batch.count - 1))
        }
        try network.run(batch, cache: cache, places: lasts, workspace)
        try network.transform(rows: requests.count, workspace)
        let positions = network.configuration.maxPositions
        for (index, numbered) in requests.enumerated().reversed() {
            try network.project(rows: index..<index + 1, workspace)
            let logits = FloatRows(rows: 1, columns: network.configuration.vocabularySize)
            workspace.logits.gather(rows: [0], into: logits)
            sources.append(SourceState(numbered, rows: rows[index], logits: logits, positions: positions))
        }
    }

    /// Every sequence grows by a token.
    private func step() throws {
        var batch = TokenBatch()
        for index in active.indices { batch.add(next: &active[index], cache) }
        try network.run(batch, cache: cache, workspace)
        try network.transform(rows: batch.count, workspace)
        let sequences = active
        active.removeAll(keepingCapacity: true)
        for first in stride(from: 0, to: sequences.count, by: Self.logitRows) {
            let range = first..<min(first + Self.logitRows, sequences.count)
            try network.project(rows: range, workspace)
            workspace.stopwatch.enter(.sampling)
            for index in range {
                var sequence = sequences[index]
                let goesOn = sequence.draw(from: workspace.logits, row: index - first, workspace.distribution)
                keep(sequence, goesOn)
            }
            workspace.stopwatch.enter(.rest)
        }
    }

    private func keep(_ sequence: ActiveSequence, _ goesOn: Bool) {
        if goesOn { return active.append(sequence) }
        cache.giveBack(sequence.rows)
        sequence.source.finish(sequence)
        settle(sequence.source)
    }

    private func settle(_ source: SourceState) {
        guard source.isDone else { return }
        cache.giveBack(source.rows)
        queue.answer(source.number, source.samples)
    }
}

extension TokenBatch {
    /// Adds the last token of a sequence, which takes a row of the cache.
    fileprivate mutating func add(next sequence: inout ActiveSequence, _ cache: KeyValueCache) {
        sequence.place(in: cache)
        let source = sequence.source
        let tokens = sequence.result.tokens
        add(
            next: tokens[tokens.count - 1], position: source.request.source.count + tokens.count - 1,
            sourceRows: source.rows, targetRows: sequence.rows)
    }
}
