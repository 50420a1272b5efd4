import ByteScanning
import CurateCore
import CurateFormats
import Files

// Prints how fast corpus files are read and shards are written, by one thread, beside what copying the bytes costs.
// Run in release mode: swift run -c release FormatsBenchmark

let arguments = CommandLine.arguments.dropFirst()
let megabytes = arguments.compactMap { Int($0) }.first ?? 64
let texts = SampleTexts(rows: megabytes * 1_000_000 / 150)
let folder = try FileSystem.createTemporaryDirectory(prefix: "curate-bench")
defer { try? FileSystem.remove(folder) }

/// True when the measurement is named on the command line, or none is.
func isWanted(_ name: String) -> Bool {
    let names = arguments.filter { Int($0) == nil }
    return names.isEmpty || names.contains(name)
}

if isWanted("tsv") { try measureReading("tsv", texts.tabSeparated, pairLayout(.tsv)) }
if isWanted("csv") { try measureReading("csv", texts.commaSeparated, pairLayout(.csv)) }
if isWanted("jsonl") { try measureReading("jsonl", texts.jsonLines, pairLayout(.jsonl)) }
if isWanted("json") { try measureReading("json", texts.jsonArray, pairLayout(.json)) }
if isWanted("write") {
    measureWriting("pairs jsonl", PairsJSONLines(), texts.batch, texts.roster)
    measureWriting("pairs tsv", PairsTSV(), texts.batch, texts.roster)
}
