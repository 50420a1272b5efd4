import CurateCore
import Testing

@testable import CurateFormats

@Suite struct CuttingTests {
    /// Rows longer than this are in the specimens.
    private static let longest = 1100

    private func read(_ specimen: Specimen, chunkBytes: Int) throws -> ParsedRows {
        let limits = ReadingLimits(maximumRowBytes: Self.longest, chunkBytes: chunkBytes)
        return try CurateFormatsTests.read(specimen.bytes, specimen.layout, limits: limits)
    }

    @Test(arguments: Specimen.all) func specimensHaveEveryKindOfRow(specimen: Specimen) throws {
        let rows = try read(specimen, chunkBytes: 1 << 20)
        #expect(rows.rows == rows.rowsWithRecords + rows.rejections.count)
        #expect(rows.count > 30 && Set(rows.rejections.map(\.rule)).count >= 4)
    }

    @Test(arguments: Specimen.all, [1, 64, 100, 333, 1000, 4096, 65_536])
    func whereAFileIsCutChangesNothing(specimen: Specimen, chunkBytes: Int) throws {
        let whole = try read(specimen, chunkBytes: 1 << 20)
        let pieces = try read(specimen, chunkBytes: chunkBytes)
        #expect(pieces.records == whole.records)
        #expect(pieces.rejections == whole.rejections)
        #expect(pieces.rows == whole.rows)
    }
}
