import Compression
import CurateCore
import Files
import Testing

@testable import CurateFormats

extension [UInt8] {
    func compressed(_ format: CompressionFormat, members: Int = 1) throws -> [UInt8] {
        var output: [UInt8] = []
        let size = (count + members - 1) / members
        for start in stride(from: 0, to: count, by: Swift.max(1, size)) {
            let compressor = try Compressor(format: format)
            try compressor.compress(Array(self[start..<Swift.min(count, start + size)]), into: &output)
            try compressor.finish(into: &output)
        }
        return output
    }
}

@Suite struct CompressionTests {
    @Test(arguments: Specimen.all, [CompressionFormat.gzip, .zstd])
    func compressedFilesGiveTheSameRows(specimen: Specimen, format: CompressionFormat) throws {
        let plain = try read(specimen.bytes, specimen.layout)
        for (members, chunkBytes) in [(1, 1 << 20), (3, 1000)] {
            let packed = try specimen.bytes.compressed(format, members: members)
            let rows = try read(packed, specimen.layout, limits: ReadingLimits(chunkBytes: chunkBytes))
            #expect(rows.records == plain.records)
            #expect(rows.rejections == plain.rejections)
        }
    }

    @Test(arguments: [CompressionFormat.gzip, .zstd])
    func aTruncatedFileGivesItsWholeRowsAndThenFails(format: CompressionFormat) throws {
        var random = KeyedRandom(seed: 1, purpose: .init("rows"), number: 1)
        let text = (0..<20_000).map { "\($0) \(random.next())\tb\t1\n" }.joined()
        let packed = try Array(text.utf8).compressed(format)
        let file = try TemporaryFile(Array(packed.prefix(packed.count / 2)))
        let reader = try CorpusFileReader(path: file.path, layout: pairLayout, labels: binaryRules, labelled: true)
        var rows = ParsedRows()
        let failure = #expect(throws: CorpusFileFailure.self) {
            while let chunk = try reader.nextChunk() { try reader.parse(chunk, into: &rows) }
        }
        #expect(rows.count > 1000 && rows.rejections.isEmpty)
        #expect(rows.lines == Array(1...rows.count))
        #expect(failure?.line == rows.count + 1)
        let expected = "the \(format.rawValue) stream ends too early, after line \(rows.count), at compressed byte"
        #expect(failure?.reason == "\(expected) \(packed.count / 2)")
        #expect(failure?.hint?.contains("Fetch the file again") == true)
        #expect(throws: CorpusFileFailure.self) { try reader.nextChunk() }
    }

    @Test func aCorruptFileFails() throws {
        var packed = try Array(repeating: Array("a\tb\t1\n".utf8), count: 1000).flatMap(\.self).compressed(.gzip)
        packed[packed.count - 6] ^= 0xFF
        let failure = #expect(throws: CorpusFileFailure.self) { try read(packed) }
        #expect(failure?.reason.contains("corrupt") == true)
    }

    private func longLine(megabytes: Int) throws -> [UInt8] {
        let compressor = try Compressor(format: .zstd)
        var packed: [UInt8] = []
        try compressor.compress(Array("a\tb\t1\n".utf8), into: &packed)
        let megabyte = [UInt8](repeating: 120, count: 1 << 20)
        for _ in 0..<megabytes { try compressor.compress(megabyte, into: &packed) }
        try compressor.compress(Array("\nc\td\t0".utf8), into: &packed)
        try compressor.finish(into: &packed)
        return packed
    }

    @Test func aLineLongerThanMemoryShouldHoldIsPassedOver() throws {
        let file = try TemporaryFile(longLine(megabytes: 256))
        let before = ProcessUsage.currentResidentBytes
        let reader = try CorpusFileReader(path: file.path, layout: pairLayout, labels: binaryRules, labelled: true)
        var rows = ParsedRows()
        var most: UInt64 = 0
        while let chunk = try reader.nextChunk() {
            most = max(most, ProcessUsage.currentResidentBytes)
            try reader.parse(chunk, into: &rows)
        }
        #expect(rows.records.map(\.line) == [1, 3])
        #expect(rows.refused == ["2:1 oversized_row"])
        #expect(rows.rejections.first?.bytes.count == 1024)
        #expect(rows.rejections.first?.message == "the row has \(256 << 20) bytes; at most \(16 << 20) are read")
        #expect(most < before + 200 << 20)
    }
}
