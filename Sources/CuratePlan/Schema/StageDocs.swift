public import CurateCore

/// The stages' declarations as one page of documentation.
public enum StageDocs {
    public static func markdown(_ stages: [StageDeclaration]) -> String {
        var blocks = [
            "# Stages", "What a pipeline's `stages` may hold. This page is generated from the stages' declarations.",
            stages.map { "- [\($0.name)](#\($0.name)): \($0.summary)" }.joined(separator: "\n"),
        ]
        blocks += stages.flatMap(section)
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private static func section(_ stage: StageDeclaration) -> [String] {
        var blocks = ["## \(stage.name)", sentence(stage.summary)]
        blocks += StageHelp.paragraphs(stage.about)
        if !OptionWords.placement(stage).isEmpty { blocks.append(OptionWords.placement(stage).joined(separator: " ")) }
        blocks += options(stage.options)
        blocks += list("Rejects", stage.rules.map { ($0.name, $0.summary) })
        blocks += list("Counts", stage.counters.map { ($0.name, $0.summary) })
        return blocks + stage.examples.flatMap { ["```yaml\n\($0.yaml)\n```", $0.text] }
    }

    static func sentence(_ summary: String) -> String {
        let text = summary.prefix(1).uppercased() + summary.dropFirst()
        return text.hasSuffix(".") ? text : text + "."
    }

    static func options(_ fields: [OptionField]) -> [String] {
        if fields.isEmpty { return ["It has no options."] }
        let head = ["| option | value | default | meaning |", "| --- | --- | --- | --- |"]
        let rows = fields.map { field in
            let cells = [
                "`\(field.name)`", OptionWords.kind(field.kind), OptionWords.defaultValue(field), field.summary,
            ]
            return "| " + cells.map(escaped).joined(separator: " | ") + " |"
        }
        return [(head + rows).joined(separator: "\n")]
    }

    private static func escaped(_ cell: String) -> String {
        cell.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    private static func list(_ title: String, _ items: [(name: String, summary: String)]) -> [String] {
        items.isEmpty ? [] : ["\(title):", items.map { "- `\($0.name)`: \($0.summary)" }.joined(separator: "\n")]
    }
}
