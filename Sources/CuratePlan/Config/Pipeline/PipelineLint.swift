public import CurateCore

/// Finds pipelines that can run but hardly do what was meant, and says why.
///
/// An error is what would break a promise of the output, a warning what a person may have good reason for.
public struct PipelineLint: Sendable {
    let pipeline: Pipeline
    let declarations: [String: StageDeclaration]
    /// Stages of the pipeline that may add records with texts of their own, by their place in the list.
    let inventing: Set<Int>
    let file: String

    /// - Parameter stages: the catalog that the pipeline was read with.
    public init(pipeline: Pipeline, stages: [StageKind], file: String) {
        let kinds = Dictionary(stages.map { ($0.declaration.name, $0) }) { first, _ in first }
        self.pipeline = pipeline
        self.file = file
        declarations = kinds.mapValues(\.declaration)
        inventing = Set(
            pipeline.stages.indices.filter { index in
                let use = pipeline.stages[index]
                let made = try? kinds[use.name]?.make(use.options)
                return made?.contains(where: \.invents) ?? false
            })
    }

    /// In the order of the file.
    public var findings: [Diagnostic] {
        let all = normalization + order + repetition + ending + guarding + settling + splits
        return all.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
    }

    func finding(
        _ severity: Diagnostic.Severity, _ message: String, hint: String? = nil, line: Int? = nil, column: Int? = nil
    ) -> Diagnostic {
        Diagnostic(severity, message, hint: hint, file: file, line: line, column: column)
    }

    func finding(
        _ severity: Diagnostic.Severity, at stage: Int, _ message: String, hint: String? = nil
    ) -> Diagnostic {
        let use = pipeline.stages[stage]
        return finding(severity, message, hint: hint, line: use.line, column: use.column)
    }

    func indices(of name: String) -> [Int] { pipeline.stages.indices.filter { pipeline.stages[$0].name == name } }
}
