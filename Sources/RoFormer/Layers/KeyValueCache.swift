internal import LinearAlgebra

/// Keys and values of tokens that later tokens see: a row for each token, in every layer.
///
/// Rows are handed out one by one, so sentences of any length share the table and a source's rows serve all its samples.
final class KeyValueCache {
    private let layers: [FloatRows]
    private var free: [Int32] = []
    private var used = 0

    /// - Parameter shared: one table serves all layers, for sentences that are done when their last layer is.
    init(configuration: ModelConfiguration, shared: Bool = false) {
        let tables = shared ? 1 : configuration.layerCount
        layers = (0..<tables).map { _ in FloatRows(rows: 0, columns: 2 * configuration.hiddenSize) }
    }

    /// Rows in use.
    var count: Int { used - free.count }

    func table(layer: Int) -> FloatRows { layers[layer % layers.count] }

    /// Makes room for rows whose numbers the caller chooses.
    func reserve(_ rows: Int) {
        for table in layers { table.reserve(rows: rows) }
    }

    /// Rows for `count` tokens.
    func take(_ count: Int) -> [Int32] {
        let old = free.suffix(count)
        free.removeLast(old.count)
        let fresh = count - old.count
        defer { used += fresh }
        for table in layers { table.reserve(rows: used + fresh) }
        return old + (used..<used + fresh).map(Int32.init)
    }

    func giveBack(_ rows: [Int32]) { free += rows }
}
