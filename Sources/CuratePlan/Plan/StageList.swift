public import CurateCore

/// Makes the stages that a plan's entries stand for.
public enum StageList {
    /// - Throws: what a stage's initializer throws about its options.
    public static func make(_ entries: [StageEntry], catalog: StageCatalog) throws -> [any Stage] {
        try entries.flatMap { entry in
            guard let kind = catalog[entry.kind] else {
                throw Diagnostic(.error, "the plan names a stage '\(entry.kind)' that this program does not have")
            }
            return try kind.make(entry.options)
        }
    }

    /// The definition of keys that the entries contain.
    public static func keys(_ entries: [StageEntry], catalog: StageCatalog) throws -> any KeyMaking {
        try catalog.keys(entries.last { $0.kind == catalog.keyStage }?.options)
    }
}
