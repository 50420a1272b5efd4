import Foundation
import Testing

extension FaultTests {
    /// Texts that are unusual but whole: they are read, whatever they look like.
    @Suite(.serialized)
    struct OddText {
        private let bench: FaultBench

        init() throws { bench = try FaultBench() }

        struct Form: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var bytes: @Sendable (String) throws -> Data
        }

        static let forms: [Form] = [
            Form(testDescription: "byte order mark and CRLF") { text in
                Data("\u{FEFF}".utf8) + Data(text.replacingOccurrences(of: "\n", with: "\r\n").utf8)
            },
            Form(testDescription: "no line end after the last row") { Data($0.dropLast().utf8) },
            Form(testDescription: "blank lines between rows") {
                Data($0.replacingOccurrences(of: "\n", with: "\n\n").utf8)
            },
            Form(testDescription: "GB18030") { try iconv($0, "GB18030") },
            Form(testDescription: "UTF-16 with a byte order mark") { try iconv($0, "UTF-16") },
            Form(testDescription: "UTF-16, big end first, with a byte order mark") {
                try Data([0xFE, 0xFF]) + iconv($0, "UTF-16BE")
            },
            Form(testDescription: "UTF-16 without a byte order mark") { try iconv($0, "UTF-16LE") },
            Form(testDescription: "UTF-32 with a byte order mark") { try iconv($0, "UTF-32") },
        ]

        @Test(arguments: forms)
        func givesTheShardsOfPlainUTF8(form: Form) throws {
            #expect(try bench.run("plain").code == 0)
            try bench.write("train.tsv", try form.bytes(Pairs.training.tsv))
            let outcome = try bench.run()
            #expect(outcome.code == 0, "\(outcome.errors)")
            let shards = try ["out", "plain"].map { folder in
                try bench.output(folder).files().filter { $0.key.hasPrefix("data/") }
            }
            #expect(shards[0] == shards[1])
            #expect(try bench.output().rows("train").count == FaultBench.trainingRows)
        }

        @Test func anotherEncodingThanTheOneDeclaredStopsTheRun() throws {
            try bench.remove("train.tsv")
            try bench.write("train.utf-8", try Self.iconv(Pairs.training.tsv, "GB18030"))
            bench.expect(
                try bench.run(), code: 1,
                saying: ["pairs: 200 of 220 rows", "200 invalid_encoding", "correct the corpus' declaration"])
            try bench.write("train.utf-8", Pairs.training.tsv)
            try bench.expectTheUndisturbedBytes()
        }

        @Test func nullBytesAreTextThatNormalizeTakesOut() throws {
            try bench.write("train.tsv", Pairs.training.tsv + "车\0站在哪\0里\t车站怎么走\t1\n")
            #expect(try bench.run().code == 0)
            let texts = try bench.output().rows("train").compactMap { $0["sentence1"] as? String }
            #expect(texts.contains("车站在哪里"))
            try bench.expectNothingLost(of: FaultBench.trainingRows + 1 + FaultBench.heldOutRows)
        }

        @Test func aLineOfTenMegabytesIsARow() throws {
            let long = (0..<500_000).map { "第\($0)站" }.joined()
            #expect(long.utf8.count + 64 > 5_000_000)
            let line = long + "\t" + long.reversed() + "\t1\n"
            #expect(line.utf8.count > 10_000_000)
            try bench.write("train.tsv", Pairs.training.tsv + line)
            let outcome = try bench.run()
            #expect(outcome.code == 0, "\(outcome.errors)")
            let texts = try bench.output().rows("train").compactMap { $0["sentence1"] as? String }
            #expect(texts.contains(long))
            try bench.expectNothingLost(of: FaultBench.trainingRows + 1 + FaultBench.heldOutRows)
        }

        @Test(arguments: ["train.tsv", "dev.jsonl"])
        func anEmptyFileHasNoRows(name: String) throws {
            try bench.write(name, "")
            let outcome = try bench.run()
            #expect(outcome.code == 0, "\(outcome.errors)")
            let split = name.hasPrefix("train") ? "pairs/train (train)" : "pairs/dev (held out)"
            #expect(outcome.output.contains("\(split): 0 rows"), "\(outcome.output)")
            try bench.expectNothingLost(
                of: name.hasPrefix("train") ? FaultBench.heldOutRows : FaultBench.trainingRows)
        }

        private static func iconv(_ text: String, _ encoding: String) throws -> Data {
            let scratch = try Scratch()
            try scratch.write("plain", text)
            let outcome = try Program.shell("iconv -f UTF-8 -t \(encoding) plain > coded", in: scratch.path)
            #expect(outcome.code == 0, "\(outcome.errors)")
            return try Data(contentsOf: URL(fileURLWithPath: scratch / "coded"))
        }
    }
}
