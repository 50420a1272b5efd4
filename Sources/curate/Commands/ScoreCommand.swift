import ArgumentParser
import CurateCore
import Files
import Foundation

/// `curate score`: how close a teacher finds two sentences.
struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Print the cosine of a teacher's vectors of two sentences.",
        discussion: """
            curate score 今天天气不错 今天天气很好
            curate score < pairs.tsv               lines of two texts separated by a tab; more columns are ignored

            Prints the cosine, a tab, and the two texts.
            """)

    @Argument(help: "Two sentences; without any, lines of standard input with a tab between them.")
    var texts: [String] = []

    @OptionGroup var teacher: TeacherOptions

    @Flag(help: "Print JSON lines.")
    var json = false

    func validate() throws {
        guard [0, 2].contains(texts.count) else {
            throw ValidationError("give two sentences, not \(texts.count), or none and lines on standard input.")
        }
    }

    private struct Line: Encodable {
        var sentence1: String
        var sentence2: String
        var cosine: Double
    }

    /// Pairs that are embedded together.
    private static let batch = 256

    func run() throws {
        try ExitCodes.report {
            Interruption.install()
            let pairs = texts.isEmpty ? try Self.pairs(TextArguments.lines([])) : [(texts[0], texts[1])]
            let teacher = try teacher.open()
            for start in stride(from: 0, to: pairs.count, by: Self.batch) {
                try tell(pairs[start..<min(start + Self.batch, pairs.count)], teacher)
            }
        }
    }

    private static func pairs(_ lines: [String]) throws -> [(String, String)] {
        try lines.enumerated().map { number, line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count >= 2 else {
                throw ValidationError("line \(number + 1) of standard input has no tab between two texts: '\(line)'")
            }
            return (String(fields[0]), String(fields[1]))
        }
    }

    private func tell(_ pairs: ArraySlice<(String, String)>, _ teacher: any Teacher) throws {
        let vectors = try teacher.embed(pairs.flatMap { [$0.0, $0.1] })
        for (position, pair) in pairs.enumerated() {
            let cosine = (Double(vectors.cosine(2 * position, 2 * position + 1)) * 10_000).rounded() / 10_000
            Terminal.say(
                json
                    ? try JSONText.line(of: Line(sentence1: pair.0, sentence2: pair.1, cosine: cosine))
                    : String(format: "%.4f", cosine) + "\t\(pair.0)\t\(pair.1)")
        }
    }
}
