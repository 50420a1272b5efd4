public import CurateCore

/// Finds orders of stages that cannot give what was meant, and says why.
public struct PipelineLint: Sendable {
    public var pipeline: Pipeline
    public var stages: [StageKind]
    public var file: String

    public init(pipeline: Pipeline, stages: [StageKind], file: String) {
        self.pipeline = pipeline
        self.stages = stages
        self.file = file
    }

    public var findings: [Diagnostic] { [] }
}
