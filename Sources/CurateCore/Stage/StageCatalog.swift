/// All stages a program knows, and how keys are made.
public struct StageCatalog: Sendable {
    public var kinds: [StageKind]
    /// The stage whose options define the key track; `normalize`.
    public var keyStage: String
    /// Makes the key track's definition from that stage's options, or from nil when a pipeline has no such stage.
    public var keys: @Sendable (Options?) throws -> any KeyMaking

    /// Compares the facts of two sentences for statistics; nil: not counted.
    public var differences: (@Sendable (String, String) -> FactDifferences)?

    public init(
        kinds: [StageKind], keyStage: String, keys: @escaping @Sendable (Options?) throws -> any KeyMaking,
        differences: (@Sendable (String, String) -> FactDifferences)? = nil
    ) {
        self.kinds = kinds
        self.keyStage = keyStage
        self.keys = keys
        self.differences = differences
    }

    public subscript(_ name: String) -> StageKind? { kinds.first { $0.declaration.name == name } }
}
