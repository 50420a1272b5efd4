import ArgumentParser
import CurateCore
import CurateExplain
import CurateReport
import Files
import Foundation

/// `curate show`: rows of an output folder for people, or for other programs.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show rows of an output folder: of a view, or what was rejected.",
        discussion: """
            curate show out/lcqmc --where 'label == 0 and copies > 1'
            curate show out/lcqmc --rejected held_out_pair --sample 7 --limit 5
            curate show out/lcqmc --where 'id ~ 018b41' --json

            A condition compares a field by ==, !=, <, <=, >, >= or ~ (contains); and, or, not and parentheses join \
            conditions. On a terminal rows are shown page by page, by PAGER or less; PAGER=cat does not.
            """)

    @Argument(help: "An output folder.", completion: .directory)
    var folder: String

    @Option(help: "The view to show.")
    var view = "pairs"

    @Option(help: "Only this split: train, validation or test.")
    var split: String?

    @Flag(name: .customLong("rejected"), help: "Show what was rejected instead of a view.")
    var rejected = false

    @Option(help: "With --rejected: only this rule, or this stage.")
    var rule: String?

    @Flag(help: "Show the pairs whose label the stage score doubts most.")
    var suspicious = false

    @Option(name: .customLong("where"), help: "A condition: 'label == 0 and corpus == lcqmc'.")
    var condition: String?

    @Option(help: "Only rows of this record: its id, or at least its first 6 digits.")
    var id: String?

    @Option(help: "Rows at most; 0 shows all.")
    var limit = 20

    @Option(help: ArgumentHelp("Take rows at random, by this seed, instead of the first ones.", valueName: "seed"))
    var sample: UInt64?

    @Option(parsing: .unconditional, help: "Sort what is shown by this field; -field sorts downwards.")
    var sort: String?

    @Flag(help: "Print the rows as JSON lines.")
    var json = false

    @Flag(help: "Print the two texts and the label with tabs between them.")
    var tsv = false

    @Flag(help: "Do not page on a terminal.")
    var noPager = false

    func validate() throws {
        if limit < 0 { throw ValidationError("--limit must not be negative.") }
        if json && tsv { throw ValidationError("--json and --tsv exclude each other.") }
        if rejected && suspicious { throw ValidationError("--rejected and --suspicious exclude each other.") }
        if let id, !(6...32).contains(id.utf8.count) || !id.allSatisfy({ $0.isASCII && $0.isHexDigit }) {
            throw ValidationError("--id takes 6 to 32 hexadecimal digits.")
        }
        if id != nil && sample != nil { throw ValidationError("--id and --sample exclude each other.") }
        if rule != nil && !rejected { throw ValidationError("--rule goes with --rejected.") }
        if let field = sortField, !FolderRow.fields.contains(field) {
            throw ValidationError("--sort: no row has a field '\(field)'.")
        }
    }

    private var sortField: String? { sort.map { $0.hasPrefix("-") ? String($0.dropFirst()) : $0 } }

    private var part: FolderRows.Part {
        if suspicious { return .suspicious }
        return rejected ? .rejected(rule: rule) : .view(view, split: split)
    }

    func run() throws {
        try ExitCodes.report {
            let selection = RowSelection(
                condition: try condition.map { try RowCondition($0) }, limit: limit == 0 ? nil : limit, seed: sample,
                sortField: sortField, isDescending: sort?.hasPrefix("-") ?? false)
            let (rows, matching) = try rows(selection)
            if json {
                say(rows.map { String(decoding: $0.json, as: UTF8.self) })
            } else if tsv {
                say(rows.map(Self.table))
            } else {
                let cards = RowCards(marks: isatty(STDOUT_FILENO) == 1)
                say(rows.map { cards.text($0) + "\n" })
                tell(rows, matching)
            }
        }
    }

    /// Page by page on a terminal.
    private func say(_ lines: [String]) {
        guard !noPager, Pager.command != nil, !lines.isEmpty else { return lines.forEach(Terminal.say) }
        Pager.say(lines.joined(separator: "\n"))
    }

    private func rows(_ selection: RowSelection) throws -> (rows: [FolderRow], matching: Int?) {
        guard let id else { return try selection.rows(of: FolderRows(folder: folder, part: part), part: part) }
        let explainer = try Explainer(
            folder: folder, catalog: Catalogs.stages, threads: ProcessUsage.availableProcessors,
            listener: IndexLines(folder: folder).heard)
        let rows = try explainer.rows(of: id, in: part).filter { selection.condition?.holds(for: $0) ?? true }
        return (Array(rows.prefix(selection.limit ?? .max)), rows.count)
    }

    private func tell(_ rows: [FolderRow], _ matching: Int?) {
        let more = matching.map { $0 > rows.count ? " of \($0)" : "" } ?? "; there are more"
        Terminal.complain("\(rows.count) row\(rows.count == 1 ? "" : "s")\(more)")
    }

    private static func table(_ row: FolderRow) -> String {
        let texts = [row.text("sentence1") ?? row.text("source"), row.text("sentence2") ?? row.text("target")]
        return (texts + [row.text("label")]).map { value in
            String((value ?? "").map { "\t\r\n".contains($0) || $0.isNewline ? " " : $0 })
        }.joined(separator: "\t")
    }
}
