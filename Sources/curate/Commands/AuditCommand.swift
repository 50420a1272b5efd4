import ArgumentParser
import CurateAudit
import CurateCore
import Files

/// `curate audit`: what is wrong with corpora as published.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Find defects of raw corpora: leaks, conflicts, duplicates, trivial pairs, damaged texts.",
        discussion: """
            curate audit /data/LCQMC /data/AFQMC       corpora found by file names and first rows
            curate audit /data                         every corpus below a folder
            curate audit lcqmc=/data/copy.of.lcqmc     a corpus named; lcqmc:mteb-jsonl=PATH names its layout too

            Reads the files as published, without any pipeline. Nothing is changed. docs/audit.md says how everything \
            is counted.
            """)

    @Argument(help: "Folders, files, or CORPUS=PATH with a name that curate corpora lists.", completion: .directory)
    var corpora: [String]

    @Flag(help: "Print the report as JSON, as data-schemas/audit/audit.schema.json describes it.")
    var json = false

    @Option(
        help: "What makes two texts the same: field (as published counts), or curate (as pipelines compare).",
        transform: Self.key)
    var key: AuditKey = .field

    @Option(help: "Show so many records for each finding.")
    var examples = 0

    @Option(help: "Threads to use (default: all processors).")
    var threads: Int?

    @Option(name: .shortAndLong, help: "Write the report to this file in place of standard output.")
    var output: String?

    func validate() throws {
        if examples < 0 { throw ValidationError("--examples must not be negative.") }
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1.") }
    }

    func run() throws {
        try ExitCodes.report {
            Interruption.install()
            let inputs = try AuditInputs(corpora.map { AuditArgument($0) }, library: Setup.library)
            if inputs.sources.isEmpty {
                inputs.notes.forEach { Terminal.complain("\($0.path): \($0.message). \($0.hint ?? "")") }
                throw Diagnostic(.error, "no corpus was found.", hint: "Name one: curate audit CORPUS=PATH.")
            }
            try tell(try audit(inputs))
        }
    }

    private static func key(_ name: String) throws -> AuditKey {
        guard let key = AuditKey(rawValue: name) else {
            throw ValidationError("--key '\(name)' is not known; write field or curate.")
        }
        return key
    }

    private func audit(_ inputs: AuditInputs) throws -> AuditReport {
        let audit = Audit(
            sources: inputs.sources, declarations: inputs.declarations, key: key,
            threads: threads ?? ProcessUsage.availableProcessors, examples: examples)
        var report = try audit.run()
        report.notes = inputs.notes + report.notes
        if report.splits.allSatisfy({ $0.rows == 0 }) {
            report.notes.forEach { Terminal.complain("\($0.path): \($0.message)") }
            throw Diagnostic(.error, "nothing could be read.")
        }
        return report
    }

    private func tell(_ report: AuditReport) throws {
        let text = json ? try JSONText.of(report) : AuditText(report).text
        guard let output else { return Terminal.say(text) }
        let file = try FileWriter(path: output)
        try file.write(Array((text + "\n").utf8))
        try file.publish(sync: false)
    }
}
