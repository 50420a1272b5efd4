import Compression
import CurateCore
import CurateFormats
import Files

/// A corpus file in some layout, read as a run reads it.
struct FileTarget: FuzzTarget {
    var name: String
    var seeds: [[UInt8]]
    var tokens: [[UInt8]]
    var layout: CorpusLayout
    var labels = LabelRules(scale: .binary, unlabelled: ["-", ""])
    /// How the bytes are packed before they are read.
    var packing = CompressionFormat.none
    /// A plain reading of the bytes to compare with, where there is one.
    var oracle: (any Oracle)?

    func mutate(_ bytes: inout [UInt8], _ random: inout KeyedRandom) {
        let plain = Mutation(tokens: tokens, others: seeds)
        if layout.format == .parquet {
            ParquetMutation(plain: plain)(&bytes, &random)
        } else {
            plain(&bytes, &random)
        }
    }

    func problems(_ bytes: [UInt8], _ random: inout KeyedRandom) throws -> [String] {
        let packed = try packing == .none ? bytes : bytes.packed(packing, cuts: random.below(3))
        return try withTemporaryFile(packed) { path in
            var reading = ReadingCase(path: path, layout: layout, labels: labels)
            reading.limits = ReadingLimits(maximumRowBytes: random.pick([16 << 20, 1200, 200]))
            let whole = reading.read()
            var problems = accounts(whole, path) + cuts(reading, whole, &random)
            problems += try segments(reading, whole, &random)
            let isOversizing = reading.limits.maximumRowBytes < 16 << 20
            if !isOversizing, let oracle { problems += oracle.problems(bytes, layout, labels, whole) }
            return problems
        }
    }

    /// Each row is one record's, or one of several records', or one rejection; what ends the reading has a place.
    private func accounts(_ whole: ReadOutcome, _ path: String) -> [String] {
        var problems: [String] = []
        if whole.rowLines.count != whole.rows {
            problems.append("\(whole.rows) rows, but records and rejections of \(whole.rowLines.count)")
        }
        if layout.hasLines && Set(whole.rowLines).count != whole.rows { problems.append("a line is two rows") }
        if let stray = whole.stray { problems.append("not an error of a file: \(stray)") }
        // A Parquet file that does not open fails as a whole.
        let least = layout.format == .parquet ? 0 : 1
        if let failure = whole.failure, failure.path != path || (failure.line ?? 0) < least || failure.reason.isEmpty {
            problems.append("a failure without a place: \(failure)")
        }
        for rejection in whole.rejections where rejection.column < 1 || rejection.line < 1 {
            problems.append("a rejection without a place: \(rejection.short)")
        }
        return problems
    }

    private func cuts(_ reading: ReadingCase, _ whole: ReadOutcome, _ random: inout KeyedRandom) -> [String] {
        [1, 1 + random.below(64), 1 + random.below(3000)].compactMap { chunkBytes in
            reading.read(chunkBytes: chunkBytes).difference(from: whole).map { "in chunks of \(chunkBytes): \($0)" }
        }
    }

    private func segments(
        _ reading: ReadingCase, _ whole: ReadOutcome, _ random: inout KeyedRandom
    ) throws -> [String] {
        let size = 1 + random.below(400)
        let entry = try FileInventory.scan(path: reading.path, layout: layout, targetBytes: size)
        let difference = reading.read(entry.segments).difference(from: whole)
        return difference.map { ["in segments of \(size): \($0)"] } ?? []
    }

    /// Where the system keeps temporary files, else where memory is.
    private func withTemporaryFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
        let folder = try FileSystem.createTemporaryDirectory(prefix: "curate-fuzz")
        defer { try? FileSystem.remove(folder) }
        let path = folder + "/rows"
        let writer = try FileWriter(path: path)
        try writer.write(bytes)
        try writer.publish(sync: false)
        return try body(path)
    }
}

extension CorpusLayout {
    /// True when no line can be two rows.
    var hasLines: Bool {
        switch format {
        case .tsv, .csv, .jsonl, .parquet: true
        case .json, .xml, .html: false
        }
    }
}

extension [UInt8] {
    /// As several members or frames, one more than there are cuts.
    func packed(_ format: CompressionFormat, cuts: Int) throws -> [UInt8] {
        var output: [UInt8] = []
        let size = Swift.max(1, (count + cuts) / (cuts + 1))
        for start in stride(from: 0, to: Swift.max(1, count), by: size) {
            let compressor = try Compressor(format: format)
            try compressor.compress(Array(self[start..<Swift.min(count, start + size)]), into: &output)
            try compressor.finish(into: &output)
        }
        return output
    }
}
