import CurateCore
import Foundation
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

    @Test(arguments: Specimen.all) func mutationsNeverCrashAndNoRowIsLost(specimen: Specimen) throws {
        var random = KeyedRandom(seed: 7, purpose: .init("mutations"), number: UInt64(specimen.bytes.count))
        for _ in 0..<mutations {
            var mutant = specimen
            mutant.bytes.mutate(by: &random)
            guard let whole = readToFailure(mutant, chunkBytes: 1 << 20) else { continue }
            #expect(whole.rows == whole.rowsWithRecords + whole.rejections.count)
            let pieces = readToFailure(mutant, chunkBytes: 1 + Int(random.next() % 500))
            #expect(pieces?.records == whole.records)
            #expect(pieces?.rejections == whole.rejections)
        }
    }

    /// Set CURATE_MUTATIONS for a longer search.
    private var mutations: Int { ProcessInfo.processInfo.environment["CURATE_MUTATIONS"].flatMap(Int.init) ?? 60 }

    /// What comes before a failure counts as well; nil where the file cannot be opened, its header being gone.
    private func readToFailure(_ specimen: Specimen, chunkBytes: Int) -> ParsedRows? {
        let limits = ReadingLimits(maximumRowBytes: Self.longest, chunkBytes: chunkBytes)
        var rows = ParsedRows()
        guard let file = try? TemporaryFile(specimen.bytes),
            let reader = try? CorpusFileReader(
                path: file.path, layout: specimen.layout, labels: binaryRules, labelled: true, limits: limits)
        else { return nil }
        do {
            while let chunk = try reader.nextChunk() { try reader.parse(chunk, into: &rows) }
        } catch {
            #expect(error is CorpusFileFailure)
        }
        return rows
    }
}

extension [UInt8] {
    /// A few bytes changed, taken out, doubled or put in, mostly such that matter to a format.
    fileprivate mutating func mutate(by random: inout KeyedRandom) {
        let special = Array("\n\r\t\",{}[]:\\ 0".utf8) + [0xEF, 0xBB, 0xBF, 0xC0, 0x80]
        for _ in 0..<(1 + random.next() % 8) {
            let place = Int(random.next() % UInt64(count))
            let byte = special[Int(random.next() % UInt64(special.count))]
            switch random.next() % 4 {
            case 0: self[place] = byte
            case 1: remove(at: place)
            case 2: insert(byte, at: place)
            default: replaceSubrange(place..<place, with: Array(self[place..<Swift.min(count, place + 40)]))
            }
        }
    }
}
