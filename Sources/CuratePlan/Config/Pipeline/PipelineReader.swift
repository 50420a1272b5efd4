public import CurateCore

/// Reads pipelines. Everything that is wrong with a file is reported together, in the order of the file.
public struct PipelineReader: Sendable {
    public var stages: [StageKind]
    public var outputs: [OutputKind]
    public var teachers: TeacherCatalog

    public init(stages: [StageKind], outputs: [OutputKind], teachers: TeacherCatalog = TeacherCatalog()) {
        self.stages = stages
        self.outputs = outputs
        self.teachers = teachers
    }

    /// A pipeline that can run, and what a person should think about before.
    public struct Reading: Sendable {
        public var pipeline: Pipeline
        public var warnings: [Diagnostic]
    }

    /// - Parameters:
    ///   - text: the file's text.
    ///   - file: its name for messages; nothing is opened.
    ///   - environment: what `${NAME}` stands for.
    ///   - overrides: values of `--set`: `stages.clean.max_chars=60`.
    public func read(
        _ text: String, file: String, environment: [String: String] = [:], overrides: [String] = []
    ) throws(Diagnostics) -> Reading {
        let issues = Issues()
        let root = EnvironmentExpansion(environment: environment, issues: issues)
            .expand(try Self.written(text, file, overrides, issues))
        let document = PipelineDocument(root, issues)
        let pipeline = document.map {
            PipelineResolver(
                document: $0, stageKinds: stages, outputKinds: outputs, teacherKinds: teachers, issues: issues
            ).resolve()
        }
        // The order of stages is judged once all of them are understood.
        if let pipeline, !issues.hasErrors {
            issues.add(PipelineLint(pipeline: pipeline, stages: stages, file: file).findings)
        }
        try issues.throwIfErrors()
        guard let pipeline else { preconditionFailure("a pipeline that is not a map is an error") }
        return Reading(pipeline: pipeline, warnings: issues.sorted)
    }

    private static func written(
        _ text: String, _ file: String, _ overrides: [String], _ issues: Issues
    ) throws(Diagnostics) -> YAMLNode {
        var root: YAMLNode
        do { root = try YAMLDocument(text, file: file).root } catch { throw Diagnostics([error]) }
        for override in overrides {
            do { root = try Override(override).apply(to: root) } catch { issues.add(error) }
        }
        return root
    }
}
