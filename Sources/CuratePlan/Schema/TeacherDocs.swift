public import CurateCore

/// The declarations of kinds of teachers, as a page of documentation and as help on a terminal.
public enum TeacherDocs {
    public static func markdown(_ kinds: [TeacherKind.Declaration]) -> String {
        var blocks = [
            "# Kinds of teachers",
            "What the `teachers` of a pipeline may be. This page is generated from their declarations; "
                + "[teachers](teachers.md) tells how they are used.",
            kinds.map { "- [\($0.name)](#\($0.name)): \($0.summary)" }.joined(separator: "\n"),
        ]
        for kind in kinds {
            blocks += ["## \(kind.name)", StageDocs.sentence(kind.summary)]
            blocks += StageHelp.paragraphs(kind.about) + StageDocs.options(kind.options)
            blocks += kind.examples.flatMap { ["```yaml\n\($0.yaml)\n```", $0.text] }
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    public static func text(_ kind: TeacherKind.Declaration, width: Int = 80) -> String {
        var lines = ["\(kind.name): \(kind.summary)"]
        for paragraph in StageHelp.paragraphs(kind.about) {
            lines += [""] + StageHelp.wrap(paragraph, width, indent: "  ")
        }
        lines += StageHelp.section("Options", kind.options.map { StageHelp.option($0, width) })
        lines += StageHelp.section("Examples", kind.examples.map { StageHelp.example($0, width) })
        return lines.joined(separator: "\n") + "\n"
    }
}
