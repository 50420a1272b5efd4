import ArgumentParser
import CurateCore
import CurateFormats
import Files
import Foundation

/// `curate embed`: a teacher's vectors of sentences.
struct EmbedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "embed", abstract: "Print a teacher's sentence vectors as JSON lines, or write them for NumPy.",
        discussion: """
            curate embed 今天天气不错
            curate embed --npy vectors.npy < sentences.txt
            """)

    @Argument(help: "Sentences; without any, lines of standard input.")
    var texts: [String] = []

    @OptionGroup var teacher: TeacherOptions

    @Option(help: "Write an array of NumPy, a row for each sentence, instead of JSON lines.")
    var npy: String?

    @Option(help: "Numbers in that array: float16 or float32.")
    var precision = "float32"

    @Flag(help: "Print JSON lines, which is what happens anyway without --npy; with it, say what was written.")
    var json = false

    func validate() throws {
        guard VectorRequest.Precision(rawValue: precision) != nil else {
            throw ValidationError("--precision must be float16 or float32.")
        }
    }

    private struct Line: Encodable {
        var text: String
        var vector: [Float]
    }

    private struct Written: Encodable {
        var path: String
        var sentences: Int
        var dimensions: Int
    }

    /// Sentences that are embedded together.
    private static let batch = 256

    func run() throws {
        try ExitCodes.report {
            Interruption.install()
            let texts = try TextArguments.lines(texts)
            let teacher = try teacher.open()
            let batches = stride(from: 0, to: texts.count, by: Self.batch).map {
                Array(texts[$0..<min($0 + Self.batch, texts.count)])
            }
            if let npy { return try write(batches, count: texts.count, to: npy, teacher) }
            for batch in batches {
                let vectors = try teacher.embed(batch)
                for (row, text) in batch.enumerated() {
                    Terminal.say(try JSONText.line(of: Line(text: text, vector: Array(vectors[row]))))
                }
            }
        }
    }

    private func write(_ batches: [[String]], count: Int, to path: String, _ teacher: any Teacher) throws {
        let precision = VectorRequest.Precision(rawValue: precision) ?? .float32
        let file = try FileWriter(path: path)
        var dimensions = 0
        for batch in batches {
            let vectors = try teacher.embed(batch)
            if dimensions == 0 {
                dimensions = vectors.dimensions
                try file.write(NumPyArray.head(shape: [count, dimensions], precision))
            }
            var bytes: [UInt8] = []
            for value in vectors.values { NumPyArray.append(value, precision, to: &bytes) }
            try file.write(bytes)
        }
        try file.publish(sync: true)
        if json {
            Terminal.say(try JSONText.line(of: Written(path: path, sentences: count, dimensions: dimensions)))
        } else {
            Terminal.complain("wrote \(count) vectors of \(dimensions) dimensions to \(path)")
        }
    }
}
