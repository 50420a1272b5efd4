import Compression
import CurateCore
import Testing

@testable import CurateFormats

@Suite struct InventoryTests {
    private func scan(_ bytes: [UInt8], _ layout: CorpusLayout, _ targetBytes: Int) throws -> FileInventory.Entry {
        let file = try TemporaryFile(bytes)
        return try withExtendedLifetime(file) {
            try FileInventory.scan(path: file.path, layout: layout, targetBytes: targetBytes)
        }
    }

    @Test func countsAndHashes() throws {
        let entry = try scan(Array("abc".utf8), pairLayout, 100)
        #expect(entry.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(entry.bytes == 3 && entry.lines == 1)
        #expect(entry.segments == [SourceSegment(offset: 0, length: 3, firstLine: 1)])
        let empty = try scan([], pairLayout, 100)
        #expect(empty.lines == 0 && empty.segments == [SourceSegment(offset: 0, length: 0, firstLine: 1)])
    }

    @Test func cutsAtLineEnds() throws {
        let entry = try scan(Array("aaaa\nbb\ncccccc\nd\n".utf8), pairLayout, 6)
        #expect(
            entry.segments == [
                SourceSegment(offset: 0, length: 8, firstLine: 1), SourceSegment(offset: 8, length: 7, firstLine: 3),
                SourceSegment(offset: 15, length: 2, firstLine: 4),
            ])
        #expect(entry.lines == 4)
    }

    @Test(arguments: [Specimen.tabs, .lines], [1, 50, 1000, 5000, 1 << 20])
    func segmentsGiveTheSameRows(specimen: Specimen, targetBytes: Int) throws {
        let limits = ReadingLimits(maximumRowBytes: 1100, chunkBytes: 512)
        let file = try TemporaryFile(specimen.bytes)
        let whole = try read(file: file.path, specimen.layout, limits: limits)
        let entry = try FileInventory.scan(path: file.path, layout: specimen.layout, targetBytes: targetBytes)
        let parts = try entry.segments.map {
            try read(file: file.path, specimen.layout, segment: $0, limits: limits)
        }
        #expect(parts.flatMap(\.records) == whole.records)
        #expect(parts.flatMap(\.rejections) == whole.rejections)
        #expect(entry.segments.map { $0.length ?? 0 }.reduce(0, +) == UInt64(specimen.bytes.count))
        if targetBytes == 50 { #expect(entry.segments.count >= 50) }
    }

    @Test func everySegmentKnowsTheHeaderAndTheEncoding() throws {
        var layout = pairLayout
        layout.header = true
        layout.columns = [.a: .name("a"), .b: .name("b"), .label: .name("l")]
        let row: [UInt8] = [0xD4, 0xF5, 0xC3, 0xB4, 9, 0xBF, 0xAA, 0xB7, 0xA8, 9, 49, 10]
        let file = try TemporaryFile(Array("l\ta\tb\n".utf8) + Array("1\tx\ty\n".utf8))
        let entry = try FileInventory.scan(path: file.path, layout: layout, targetBytes: 1)
        #expect(entry.segments.count == 2)
        #expect(try read(file: file.path, layout, segment: entry.segments[0]).rows == 0)
        #expect(try read(file: file.path, layout, segment: entry.segments[1]).records == [Row(2, "x", "y", binary(1))])

        let encoded = try TemporaryFile(Array(repeating: row, count: 50).flatMap(\.self))
        let segments = try FileInventory.scan(path: encoded.path, layout: pairLayout, targetBytes: 100).segments
        #expect(segments.count == 6)
        #expect(try read(file: encoded.path, segment: segments[3]).records.first == Row(28, "怎么", "开法", binary(1)))
    }

    @Test func whatCannotBeCutIsOneSegment() throws {
        let text = String(repeating: "a\tb\t1\n", count: 50)
        let packed = try scan(Array(text.utf8).compressed(.gzip), pairLayout, 10)
        #expect(packed.segments == [.whole] && packed.lines == 50)
        let wide = try scan(text.utf16Bytes(bigEndian: false, mark: true), pairLayout, 10)
        #expect(wide.segments == [.whole] && wide.lines == 50)
        for specimen in [Specimen.commas, .array] {
            #expect(try scan(specimen.bytes, specimen.layout, 10).segments == [.whole])
        }
    }

    @Test func aDamagedFileIsHashedWhole() throws {
        let packed = Array(try Array(String(repeating: "a\tb\t1\n", count: 50).utf8).compressed(.gzip).dropLast(4))
        let entry = try scan(packed, pairLayout, 10)
        #expect(entry.bytes == UInt64(packed.count) && entry.lines == 50)
    }

    @Test func standardInputCannotBeReadTwice() {
        #expect(throws: CorpusFileFailure.self) {
            try FileInventory.scan(path: "-", layout: pairLayout, targetBytes: 10)
        }
    }
}
