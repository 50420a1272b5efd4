internal import LinearAlgebra

/// A RoFormer-Sim: sentence vectors, next tokens and generated sentences, on processors.
///
/// Answers depend on the weights, the precision and the single sentence or request: not on `threads`, nor on what else
/// is asked in the same call. They may differ in the last digits between kinds of processors, whose instructions round
/// differently. One model serves many callers at once; each call uses up to `threads` threads of its own.
public final class RoFormerModel: Sendable {
    public let configuration: ModelConfiguration
    /// What the linear layers multiply in; never `automatic`.
    public let precision: Precision
    public let threads: Int
    let network: Network
    let workspaces: WorkspacePool

    /// Packs the weights; tensors are read one after the other.
    ///
    /// - Throws: ``RoFormerFailure`` when a tensor's shape is not the configuration's or this machine cannot multiply
    ///   in `precision`, and what reading a tensor throws.
    public init(
        configuration: ModelConfiguration, weights: ModelWeights, precision: Precision = .automatic, threads: Int = 1
    ) throws {
        guard threads > 0 else {
            throw RoFormerFailure("a model cannot run on \(threads) threads", hint: "give it at least one")
        }
        self.configuration = configuration
        self.precision = precision.resolved
        self.threads = threads
        network = try Network(configuration: configuration, weights: weights, precision: precision)
        workspaces = WorkspacePool(configuration: configuration)
    }
}
