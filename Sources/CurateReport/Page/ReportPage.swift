internal import CurateCore
internal import Files

/// `report.html`: a finished run in one file that needs neither network nor scripts.
///
/// It follows from the folder alone and names no time: equal folders have equal reports.
public struct ReportPage: Sendable {
    let statistics: RunStatistics
    let manifest: Manifest
    let examples: ReportExamples

    public init(_ statistics: RunStatistics, manifest: Manifest, examples: ReportExamples) {
        self.statistics = statistics
        self.manifest = manifest
        self.examples = examples
    }

    public var html: String {
        let parts = [
            FlowSection(statistics).part, ContentSection(statistics).part, ShortcutSection(statistics).part,
            CosineSection(statistics, manifest).part, LeakSection(statistics).part, HeldOutSection(statistics).part,
            ExampleSection(statistics, examples).rejected, ExampleSection(statistics, examples).generated,
            ExampleSection(statistics, examples).suspicious, SourceSection(statistics, manifest).part,
            PipelineSection(manifest).part,
        ].compactMap(\.self)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'unsafe-inline';img-src data:">
            <link rel="icon" href="data:,">
            <title>\(Markup.escaped(statistics.name)): what the run did</title>
            <style>\(StyleSheet.css)</style>
            </head>
            <body>
            <header>\(head)\(findings(parts))\(navigation(parts))</header>
            <main>
            \(parts.map(\.html).joined(separator: "\n"))
            </main>
            <footer>Made by curate \(Markup.escaped(manifest.program.version)). Fingerprint <code>\(manifest.fingerprint)</code>, seed \
            \(manifest.seed): the same inputs, pipeline and program give the same bytes.</footer>
            </body>
            </html>

            """
    }

    /// - Throws: `SystemFailure`.
    public func write(_ path: String) throws {
        let writer = try FileWriter(path: path)
        try writer.write(Array(html.utf8))
        try writer.publish(sync: true)
    }

    private var head: String {
        let sums = statistics.balance
        let figures: [(Int, String)] = [
            (sums.records, "records read"), (sums.generated, "made"), (sums.rejected, "rejected"),
            (sums.withheld, "held out, not written"), (sums.written, "written"),
        ]
        let boxes = figures.filter { $0.0 > 0 || $0.1 == "written" }.map {
            "<div><b>\(Numbers.grouped($0.0))</b><span>\($0.1)</span></div>"
        }
        let share = Numbers.percent(Double(sums.rejected) / Double(max(1, sums.records + sums.generated)))
        let sentence =
            "\(Numbers.counted(sums.written, "pair")) written; \(share) of all records read or made were rejected, "
            + "each for a reason that is on record."
        return "<h1>\(Markup.escaped(statistics.name))</h1><p class=\"lead\">\(sentence)</p>"
            + "<div class=\"figures\">\(boxes.joined())</div>"
    }

    /// Sections whose titles tell what a reader should know first.
    private static let telling = ["flow", "leaks", "evaluation", "shortcuts"]

    private func findings(_ parts: [ReportPart]) -> String {
        let told = Self.telling.compactMap { id in parts.first { $0.id == id } }
        let lines = told.map { "<li><a href=\"#\($0.id)\">\(Markup.escaped($0.title))</a></li>" }
        return lines.isEmpty ? "" : "<ul class=\"found\">\(lines.joined())</ul>"
    }

    private func navigation(_ parts: [ReportPart]) -> String {
        let links = parts.map { "<a href=\"#\($0.id)\">\($0.name)</a>" }
        return "<nav aria-label=\"Sections\">\(links.joined(separator: " "))</nav>"
    }
}

/// A section of the report.
struct ReportPart {
    /// Its anchor.
    var id: String
    /// For the list of sections.
    var name: String
    /// Its heading, as text.
    var title: String
    var html: String

    /// - Parameters:
    ///   - title: what the reader sees, as text.
    ///   - about: how to read it, as HTML.
    init(_ id: String, _ name: String, title: String, about: String, _ body: String) {
        self.id = id
        self.name = name
        self.title = title
        html =
            "<section id=\"\(id)\"><h2>\(Markup.escaped(title))</h2><p class=\"soft\">\(about)</p>\(body)</section>"
    }
}
