internal import LinearAlgebra
internal import Synchronization

/// Memory that one thread needs for a pass through the layers, kept between passes.
final class Workspace {
    var hidden: FloatRows
    /// The other table to gather chosen rows into.
    var chosen: FloatRows
    let query: FloatRows
    let keyValue: FloatRows
    let context: FloatRows
    let projected: FloatRows
    let inner: FloatRows
    let logits: FloatRows
    let pooled: FloatRows
    let attention: Attention
    let scratch = MatrixScratch()
    let distribution: TokenDistribution
    /// For sentences that are done when their last layer is: every layer's keys and values take the place of those before.
    private let passingCache: KeyValueCache

    init(_ configuration: ModelConfiguration) {
        let width = configuration.hiddenSize
        hidden = FloatRows(rows: 0, columns: width)
        chosen = FloatRows(rows: 0, columns: width)
        query = FloatRows(rows: 0, columns: width)
        keyValue = FloatRows(rows: 0, columns: 2 * width)
        context = FloatRows(rows: 0, columns: width)
        projected = FloatRows(rows: 0, columns: width)
        inner = FloatRows(rows: 0, columns: configuration.intermediateSize)
        logits = FloatRows(rows: 0, columns: configuration.vocabularySize)
        pooled = FloatRows(rows: 0, columns: width)
        attention = Attention(heads: configuration.headCount, headSize: configuration.headSize)
        distribution = TokenDistribution(size: configuration.vocabularySize)
        passingCache = KeyValueCache(configuration: configuration, shared: true)
    }

    /// A cache with rows 0 to `rows` for one pass.
    func passing(rows: Int) -> KeyValueCache {
        passingCache.reserve(rows)
        return passingCache
    }
}

/// Workspaces that no call uses at the moment.
final class WorkspacePool: Sendable {
    private let configuration: ModelConfiguration
    private let idle = Mutex<[Lent]>([])

    init(configuration: ModelConfiguration) { self.configuration = configuration }

    /// Lends one to the calling thread for as long as `body` runs.
    func lend<Result>(_ body: (Workspace) throws -> Result) rethrows -> Result {
        let lent = idle.withLock { $0.popLast() } ?? Lent(workspace: Workspace(configuration))
        defer { idle.withLock { $0.append(lent) } }
        return try body(lent.workspace)
    }

    /// In the pool or with one thread, never both.
    private struct Lent: @unchecked Sendable {
        let workspace: Workspace
    }
}
