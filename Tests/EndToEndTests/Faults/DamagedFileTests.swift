import Foundation
import Testing

extension FaultTests {
    /// Files that end too early, or hold what they should not.
    @Suite(.serialized)
    struct DamagedFile {
        private let bench: FaultBench

        init() throws {
            bench = try FaultBench()
            try bench.remove("train.tsv")
        }

        // MARK: Files that cannot be read to their end

        struct Damage: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var file: String
            var bytes: @Sendable () throws -> Data
            var whole: @Sendable () throws -> Data
            /// What the message must say, the place first.
            var parts: [String]
        }

        static let damages: [Damage] = [
            Damage(
                testDescription: "gzip cut off", file: "train.tsv.gz", bytes: { try gzip(tsv).prefix(900) },
                whole: { try gzip(tsv) }, parts: ["the gzip stream ends too early", "byte 900", "Fetch the file again"]),
            Damage(
                testDescription: "gzip cut off in its first bytes", file: "train.tsv.gz",
                bytes: { try gzip(tsv).prefix(5) }, whole: { try gzip(tsv) },
                parts: ["files/train.tsv.gz:1:", "the gzip stream ends too early", "Fetch the file again"]),
            Damage(
                testDescription: "gzip with a wrong checksum", file: "train.tsv.gz",
                bytes: { try gzip(tsv).dropLast(8) + Data(repeating: 65, count: 8) }, whole: { try gzip(tsv) },
                parts: ["files/train.tsv.gz:201:", "corrupt", "gzip -t"]),
            Damage(
                testDescription: "gzip with something after it", file: "train.tsv.gz",
                bytes: { try gzip(tsv) + Data("and more".utf8) }, whole: { try gzip(tsv) },
                parts: ["files/train.tsv.gz:201:", "bytes after the last member", "gzip -t"]),
            Damage(
                testDescription: "zstd cut off", file: "train.tsv.zst", bytes: { zstd(tsv).prefix(6000) },
                whole: { zstd(tsv) }, parts: ["the zstd stream ends too early", "byte 6000", "Fetch the file again"]),
            Damage(
                testDescription: "XML that is never closed", file: "train.xml",
                bytes: { Data(Pairs.training.xml.utf8).dropLast(7) }, whole: { Data(Pairs.training.xml.utf8) },
                parts: ["files/train.xml:20", "the file ends before the document does", "Mend the file"]),
            Damage(
                testDescription: "XML cut off within a record", file: "train.xml",
                bytes: { Data(Pairs.training.xml.utf8).prefix(5005) }, whole: { Data(Pairs.training.xml.utf8) },
                parts: ["files/train.xml:", "not well-formed XML", "Mend the file"]),
            Damage(
                testDescription: "XML with elements that cross", file: "train.xml",
                bytes: {
                    Data(
                        Pairs.training.xml.replacingOccurrences(
                            of: "<t1>第90路公交车末班是几点</t1>", with: "<t1>第90路公交车末班是几点</t2>"
                        ).utf8)
                },
                whole: { Data(Pairs.training.xml.utf8) },
                parts: ["files/train.xml:", "not well-formed XML", "Mend the file"]),
            Damage(
                testDescription: "a JSON array cut off within an element", file: "train.json",
                bytes: { Data(Pairs.training.jsonArray.utf8).prefix(5000) },
                whole: { Data(Pairs.training.jsonArray.utf8) },
                parts: ["files/train.json:", "the file ends within an element of its array", "Fetch the file again"]),
            Damage(
                testDescription: "a JSON array cut off between elements", file: "train.json",
                bytes: { Data(Pairs.training.jsonArray.utf8).dropLast(3) },
                whole: { Data(Pairs.training.jsonArray.utf8) },
                parts: ["files/train.json:201:", "the file ends before its array does", "Fetch the file again"]),
            Damage(
                testDescription: "a JSON array with text after it", file: "train.json",
                bytes: { Data((Pairs.training.jsonArray + "{}").utf8) }, whole: { Data(Pairs.training.jsonArray.utf8) },
                parts: ["files/train.json:203:", "text follows the array's end", "mend it"]),
        ]

        @Test(arguments: damages)
        func isToldAndOnceMendedLeavesNoTrace(damage: Damage) throws {
            try bench.write(damage.file, try damage.bytes())
            let outcome = try bench.run()
            bench.expect(outcome, code: 1, saying: ["files/\(damage.file):"] + damage.parts)
            #expect(
                outcome.errors.range(of: #"files/train\.[a-z.]+:[0-9]+:"#, options: .regularExpression) != nil,
                "\(outcome.errors)")
            try bench.write(damage.file, try damage.whole())
            try bench.expectTheUndisturbedBytes()
            #expect(try bench.output().rows("train").count == FaultBench.trainingRows)
        }

        // MARK: Rows that cannot be read

        struct BadRow: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var file = "train.tsv"
            var rows = Data(Pairs.training.tsv.utf8)
            var bytes: Data
            var column: Int
            var rule: String
            var message: String
        }

        static let badRows: [BadRow] = [
            BadRow(
                testDescription: "invalid UTF-8", bytes: Data("车站".utf8) + [0xFF, 0xFE] + Data("在哪\t车站在哪\t1\n".utf8),
                column: 3, rule: "invalid_encoding", message: "0xFF"),
            BadRow(
                testDescription: "a UTF-8 sequence cut off by the file's end",
                bytes: Data("车站\t车站\t1".utf8) + [0xE8, 0xBD],
                column: 8, rule: "invalid_encoding", message: "0xE8"),
            BadRow(
                testDescription: "UTF-8 of a surrogate",
                bytes: Data("车".utf8) + [0xED, 0xA0, 0xBD] + Data("\t站\t1\n".utf8),
                column: 2, rule: "invalid_encoding", message: "0xED"),
            BadRow(
                testDescription: "one column too few", bytes: Data("车站在哪\t1\n".utf8), column: 7, rule: "ragged_row",
                message: "3"),
            BadRow(
                testDescription: "no label", bytes: Data("车站在哪\t车站怎么走\t也许\n".utf8), column: 12,
                rule: "bad_label", message: "'也许' is no label; allowed: 0, 1"),
            BadRow(
                testDescription: "longer than rows may be",
                bytes: Data(repeating: UInt8(ascii: "a"), count: 17 << 20) + Data("\tb\t1\n".utf8), column: 1,
                rule: "oversized_row", message: "at most 16777216 are read"),
            BadRow(
                testDescription: "an unpaired surrogate escape in JSON lines", file: "train.jsonl",
                rows: Data(Pairs.training.jsonLines.utf8),
                bytes: Data(#"{"a": "车站\ud83d在哪", "b": "车站怎么走", "label": 1}"#.utf8) + [10], column: 10,
                rule: "malformed_json", message: "unpaired surrogate"),
            BadRow(
                testDescription: "a JSON line cut off", file: "train.jsonl", rows: Data(Pairs.training.jsonLines.utf8),
                bytes: Data(#"{"a": "车站在哪", "b": "车站怎"#.utf8), column: 1, rule: "malformed_json", message: ""),
        ]

        @Test(arguments: badRows)
        func isInTheLedgerAndNothingElseIsLost(bad: BadRow) throws {
            try bench.write(bad.file, bad.rows + bad.bytes)
            let outcome = try bench.run()
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("1 rejected (1 \(bad.rule))"), "\(outcome.output)")
            let line = try #require(try bench.output().rejected("read").first)
            #expect(line["file"] as? String == "pairs/" + bad.file)
            #expect(line["line"] as? Int == FaultBench.trainingRows + 1)
            #expect(line["column"] as? Int == bad.column)
            #expect(line["rule"] as? String == bad.rule)
            #expect((line["message"] as? String)?.contains(bad.message) ?? false || bad.message.isEmpty, "\(line)")
            try bench.expectNothingLost(of: FaultBench.trainingRows + 1 + FaultBench.heldOutRows)
        }

        @Test(arguments: badRows)
        func stopsTheRunWhereNothingIsTolerated(bad: BadRow) throws {
            try bench.write(bad.file, bad.rows + bad.bytes)
            bench.expect(
                try bench.run("out", ["--set", "max_rejected=0"]), code: 1,
                saying: ["pairs: 1 of 221 rows", "1 \(bad.rule)", "out/rejected/read.jsonl", "raise max_rejected"])
            #expect(try bench.output().ledgerLines() == 1)
            try bench.write(bad.file, bad.rows)
            try bench.expectTheUndisturbedBytes(["--set", "max_rejected=0"])
        }

        private static var tsv: Data { Data(Pairs.training.tsv.utf8) }

        private static func gzip(_ bytes: Data) throws -> Data {
            let scratch = try Scratch()
            try scratch.write("plain", bytes)
            #expect(try Program.shell("gzip -nc plain > packed", in: scratch.path).code == 0)
            return try Data(contentsOf: URL(fileURLWithPath: scratch / "packed"))
        }

        /// A zstd frame of blocks that are stored as they are: magic number, a window of 1 MiB, blocks of 2,000 bytes.
        private static func zstd(_ bytes: Data) -> Data {
            var frame = Data([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x50])
            for start in stride(from: 0, to: bytes.count, by: 2000) {
                let block = bytes[start..<min(start + 2000, bytes.count)]
                let header = UInt32(block.count) << 3 | (start + 2000 >= bytes.count ? 1 : 0)
                frame += [UInt8(header & 255), UInt8(header >> 8 & 255), UInt8(header >> 16)] + block
            }
            return frame
        }
    }
}
