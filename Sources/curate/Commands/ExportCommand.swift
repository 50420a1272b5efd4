import ArgumentParser
import CurateCore
import CurateExport
import CurateFormats
import Files

/// `curate export`: a finished folder's rows in another format or a trainer's layout.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a finished folder's rows in another format or a trainer's layout.",
        discussion: """
            curate export out/lcqmc --format parquet --output out/lcqmc-parquet
            curate export out/lcqmc --layout flagembedding --split train --output out/lcqmc-bge
            curate export out/lcqmc --format mds --output out/lcqmc-mds

            Layouts:
            \(layouts)

            Runs no stage. The output folder has a manifest of its own, which 'curate verify' checks.
            """)

    private static var layouts: String {
        LayoutCatalog.names.map { "  \($0.name): \($0.about)" }.joined(separator: "\n")
    }

    @Argument(
        help: "A finished output folder, which holds the view in a format that is read back.", completion: .directory)
    var folder: String

    @Option(help: "The view to write: pairs, seq2seq, contrastive or sentences.")
    var view = "pairs"

    @Option(help: "The file format: jsonl, tsv (both with .gz or .zst too), parquet, tfrecord, tar or mds.")
    var format = "jsonl"

    @Option(help: "What a trainer reads as it is; without, the view's own columns.")
    var layout: String?

    @Option(help: "Only this split: train, validation or test.")
    var split: String?

    @Option(name: .shortAndLong, help: "The folder to write; new, empty, or an earlier export.")
    var output: String

    @Option(help: "Compression level: 1 to 9 for .gz, 1 to 19 for .zst and parquet.")
    var level: Int?

    @Option(help: "Negatives of a row of sentence-transformers-tuple.")
    var negatives = 1

    @Option(help: "The most rows of a shard, for mds and layouts that group records; others keep the folder's shards.")
    var maxRows = 50_000

    @Option(help: "The size at which a shard of mds is ended; so much is held in memory.")
    var maxBytes = "16MiB"

    @Option(
        help: "Add columns with token ids: a vocab.txt, a folder that holds one, or a model that the program carries.")
    var tokens: String?

    @Option(help: "The most ids of a sequence, [CLS] and [SEP] included.")
    var maxLength = 64

    @Option(help: "Threads, each of which writes a shard at a time (default: all processors).")
    var threads: Int?

    @Flag(help: "Print what was written as JSON.")
    var json = false

    func validate() throws {
        if let level, !(1...19).contains(level) || level > 9 && format.hasSuffix(".gz") {
            throw ValidationError("--level must be from 1 to 19, for .gz from 1 to 9.")
        }
        guard (1...64).contains(negatives) else { throw ValidationError("--negatives must be from 1 to 64.") }
        guard TokenRecipe.lengths.contains(maxLength) else {
            throw ValidationError("--max-length must be from 4 to 4096.")
        }
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1.") }
        guard maxRows > 0 else { throw ValidationError("--max-rows must be at least 1.") }
        guard let bytes = MachineOptions.bytes(maxBytes), (1 << 10..<1 << 31).contains(bytes) else {
            throw ValidationError("--max-bytes '\(maxBytes)' must be a size from 1KiB to below 2GiB, such as 16MiB.")
        }
    }

    func run() throws {
        try ExitCodes.report {
            Interruption.install()
            let request = ExportRequest(
                folder: folder, view: view, format: format, layout: layout, split: split, output: output, level: level,
                negatives: negatives, maxRows: maxRows, maxBytes: MachineOptions.bytes(maxBytes) ?? 16 << 20,
                tokens: try recipe())
            let tokenizer = try tokens.map(Setup.tokenizers.tokenizer)
            let result = try Exporter(
                request, program: Program.manifestEntry, tokenizer: tokenizer,
                threads: threads ?? ProcessUsage.availableProcessors
            ).run()
            Terminal.say(json ? try JSONText.of(result) : text(result))
        }
    }

    private func recipe() throws -> TokenRecipe? {
        try tokens.map {
            TokenRecipe(vocabulary: $0, identity: try Setup.tokenizers.identity($0), maxLength: maxLength)
        }
    }

    private func text(_ result: Exporter.Result) -> String {
        if result.status == "up_to_date" { return "\(output) is up to date; nothing to do." }
        let left = result.leftOut == 0 ? "" : "; \(result.leftOut) rows left out that the layout has no use for"
        return "\(output): \(result.rows) rows in \(result.shards) shard\(result.shards == 1 ? "" : "s")\(left)"
    }
}
