public import CurateCore

/// A stage's declaration as help on a terminal.
public enum StageHelp {
    public static func text(_ stage: StageDeclaration, width: Int = 80) -> String {
        var lines = ["\(stage.name): \(stage.summary)"]
        for paragraph in paragraphs(stage.about) { lines += [""] + wrap(paragraph, width, indent: "  ") }
        lines += OptionWords.placement(stage).isEmpty ? [] : [""] + OptionWords.placement(stage).map { "  " + $0 }
        lines += section("Options", stage.options.map { option($0, width) })
        lines += section("Rejects", stage.rules.map { item($0.name, $0.summary, width) })
        lines += section("Counts", stage.counters.map { item($0.name, $0.summary, width) })
        lines += section("Examples", stage.examples.map { example($0, width) })
        return lines.joined(separator: "\n") + "\n"
    }

    static func section(_ title: String, _ items: [[String]]) -> [String] {
        items.isEmpty ? [] : ["", title + ":"] + items.flatMap { $0 }
    }

    static func option(_ field: OptionField, _ width: Int) -> [String] {
        let otherwise = (field.required ? "" : "default: ") + OptionWords.defaultValue(field)
        let head = "\(field.name): \(OptionWords.kind(field.kind)); \(otherwise)"
        return wrap(head, width, indent: "  ") + wrap(field.summary, width, indent: "      ")
    }

    private static func item(_ name: String, _ summary: String, _ width: Int) -> [String] {
        ["  " + name] + wrap(summary, width, indent: "      ")
    }

    static func example(_ example: StageDeclaration.Example, _ width: Int) -> [String] {
        let yaml = example.yaml.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
        return yaml + wrap(example.text, width, indent: "      ")
    }

    static func paragraphs(_ text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.split { $0.allSatisfy(\.isWhitespace) }.map { $0.joined(separator: " ") }
    }

    /// Breaks between words; a Chinese character takes two columns.
    static func wrap(_ text: String, _ width: Int, indent: String) -> [String] {
        var lines: [String] = []
        var line = indent
        for word in text.split(separator: " ") {
            let isFirst = line.count == indent.count
            if !isFirst, columns(line) + 1 + columns(word) > width {
                lines.append(line)
                line = indent + word
            } else {
                line += (isFirst ? "" : " ") + word
            }
        }
        return line.count > indent.count ? lines + [line] : lines
    }

    private static func columns(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ((0x1100...0xFFE6).contains($1.value) && $1.value > 0x2E7F ? 2 : 1) }
    }
}
