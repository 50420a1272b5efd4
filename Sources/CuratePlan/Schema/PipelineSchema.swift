public import CurateCore

/// The JSON schema of pipelines, made from the keys of the document and the declarations of stages. Editors complete
/// and check with it; `curate check` knows more, for example what is given by `--set`.
public enum PipelineSchema {
    /// The same bytes for the same catalogs.
    public static func json(
        stages: [StageDeclaration], outputs: [OutputKind], teachers: [TeacherKind.Declaration] = []
    ) -> String {
        SchemaBuilder(stages: stages, outputs: outputs, teachers: teachers).schema.pretty
    }
}
