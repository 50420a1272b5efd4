import ByteScanning
import CurateCore
import CurateFormats
import Files

// Prints how fast corpus files are read and shards are written, by one thread, beside what copying the bytes costs.
// Run in release mode: swift run -c release FormatsBenchmark

let megabytes = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 64
let texts = SampleTexts(rows: megabytes * 1_000_000 / 150)
let folder = try FileSystem.createTemporaryDirectory(prefix: "curate-bench")
defer { try? FileSystem.remove(folder) }

try measureReading("tsv", texts.tabSeparated, pairLayout(.tsv))
try measureReading("jsonl", texts.jsonLines, pairLayout(.jsonl))
