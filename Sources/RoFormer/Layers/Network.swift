internal import LinearAlgebra

/// The model's layers, packed. Threads share it; each brings its own ``Workspace``.
struct Network: Sendable {
    let configuration: ModelConfiguration
    private let words: FloatTable
    private let segments: FloatTable
    private let embeddingNorm: FloatTable
    private let rotary: FloatTable
    private let layers: [PackedLayer]
    private let pooler: PackedMatrix
    private let transform: PackedMatrix
    private let transformNorm: FloatTable
    private let vocabulary: PackedMatrix

    init(configuration: ModelConfiguration, weights: ModelWeights, precision: Precision) throws {
        try configuration.check(layers: weights.layers.count)
        self.configuration = configuration
        let width = configuration.hiddenSize
        let packing = WeightPacking(precision: precision.matrix)
        let table = try packing.values(
            weights.wordEmbedding, "word embedding", shape: [configuration.vocabularySize, width])
        let segmentShape = [configuration.segmentCount, width]
        words = FloatTable(table, columns: width)
        segments = FloatTable(
            try packing.values(weights.segmentEmbedding, "segment embedding", shape: segmentShape), columns: width)
        embeddingNorm = try packing.norm(weights.embeddingNorm, "embedding norm", width: width)
        rotary = RotaryTable.make(positions: configuration.maxPositions, headSize: configuration.headSize)
        layers = try weights.layers.enumerated().map { number, layer in
            try PackedLayer(layer, number: number, configuration: configuration, packing: packing)
        }
        pooler = try packing.dense(weights.pooler, "pooler", outputs: width, inputs: width)
        transform = try packing.dense(weights.transform, "output transform", outputs: width, inputs: width)
        transformNorm = try packing.norm(weights.transformNorm, "output transform's norm", width: width)
        let bias = try packing.values(weights.outputBias, "output bias", shape: [configuration.vocabularySize])
        vocabulary = try PackedMatrix(
            weight: table, outputs: configuration.vocabularySize, inputs: width, bias: bias,
            precision: precision.matrix)
    }

    /// Runs a batch through all layers, leaving the hidden states in `workspace.hidden`: of all tokens, or of the tokens
    /// at `places` alone, in that order. Keys and values of all tokens go to the cache.
    func run(_ batch: TokenBatch, cache: KeyValueCache, places: [Int32]? = nil, _ workspace: Workspace) throws {
        workspace.hidden.embed(
            tokens: batch.tokens, segments: batch.segments, table: words, segmentTable: segments)
        workspace.hidden.normalize(rows: batch.count, norm: embeddingNorm, epsilon: configuration.normEpsilon)
        for (number, layer) in layers.enumerated() {
            let chosen = number == layers.count - 1 ? places : nil
            try keep(batch, layer, in: cache.table(layer: number), workspace)
            if let chosen { workspace.choose(chosen) }
            let positions = chosen?.map { batch.positions[Int($0)] } ?? batch.positions
            let spans = chosen.map(batch.spans) ?? batch.spans
            try attend(layer, cache.table(layer: number), positions: positions, spans: spans, workspace)
            try feedForward(layer, rows: positions.count, workspace)
        }
    }

    /// Sentence vectors of the first `rows` hidden states, into `workspace.pooled`.
    func pool(rows: Int, _ workspace: Workspace) throws {
        try pooler.multiply(workspace.hidden, rows: rows, into: workspace.pooled, scratch: workspace.scratch)
    }

    /// Readies the first `rows` hidden states for ``project(rows:_:)``: dense, gelu, norm. In place.
    func transform(rows: Int, _ workspace: Workspace) throws {
        try transform.multiply(workspace.hidden, rows: rows, into: workspace.projected, scratch: workspace.scratch)
        workspace.projected.gelu(rows: rows)
        workspace.projected.normalize(rows: rows, norm: transformNorm, epsilon: configuration.normEpsilon)
    }

    /// Logits of some rows that were transformed, into the first rows of `workspace.logits`.
    func project(rows: Range<Int>, _ workspace: Workspace) throws {
        workspace.projected.gather(rows: rows.map(Int32.init), into: workspace.context)
        try vocabulary.multiply(
            workspace.context, rows: rows.count, into: workspace.logits, scratch: workspace.scratch)
    }

    /// Computes a layer's keys and values and writes them to the cache.
    private func keep(_ batch: TokenBatch, _ layer: PackedLayer, in table: FloatRows, _ workspace: Workspace) throws {
        let keyValue = workspace.keyValue
        try layer.keyValue.multiply(
            workspace.hidden, rows: batch.count, into: keyValue, scratch: workspace.scratch)
        keyValue.rotate(positions: batch.positions, heads: configuration.headCount, table: rotary)
        keyValue.scatter(to: table, rows: batch.rows)
    }

    private func attend(
        _ layer: PackedLayer, _ table: FloatRows, positions: [Int32], spans: AttentionSpans, _ workspace: Workspace
    ) throws {
        let rows = positions.count
        try layer.query.multiply(workspace.hidden, rows: rows, into: workspace.query, scratch: workspace.scratch)
        workspace.query.rotate(positions: positions, heads: configuration.headCount, table: rotary)
        workspace.attention.attend(queries: workspace.query, cache: table, spans: spans, into: workspace.context)
        try layer.attentionOutput.multiply(
            workspace.context, rows: rows, into: workspace.projected, scratch: workspace.scratch)
        workspace.addProjected(rows: rows, norm: layer.attentionNorm, epsilon: configuration.normEpsilon)
    }

    private func feedForward(_ layer: PackedLayer, rows: Int, _ workspace: Workspace) throws {
        try layer.intermediate.multiply(
            workspace.hidden, rows: rows, into: workspace.inner, scratch: workspace.scratch)
        workspace.inner.gelu(rows: rows)
        try layer.output.multiply(workspace.inner, rows: rows, into: workspace.projected, scratch: workspace.scratch)
        workspace.addProjected(rows: rows, norm: layer.outputNorm, epsilon: configuration.normEpsilon)
    }
}

extension Workspace {
    /// Keeps the hidden states at `places` alone.
    fileprivate func choose(_ places: [Int32]) {
        hidden.gather(rows: places, into: chosen)
        swap(&hidden, &chosen)
    }

    fileprivate func addProjected(rows: Int, norm: FloatTable, epsilon: Float) {
        hidden.normalize(rows: rows, residual: projected, norm: norm, epsilon: epsilon)
    }
}

extension ModelConfiguration {
    fileprivate func check(layers: Int) throws {
        guard layers == layerCount else {
            throw RoFormerFailure(
                "the weights hold \(layers) layers, the configuration asks for \(layerCount)",
                hint: "take the configuration file and the weights from the same model")
        }
        guard headCount > 0, hiddenSize % headCount == 0, headSize % 2 == 0, vocabularySize > 0, layerCount > 0 else {
            throw RoFormerFailure(
                "a width of \(hiddenSize) cannot be cut into \(headCount) heads of even size",
                hint: "check the model's configuration file")
        }
    }
}
