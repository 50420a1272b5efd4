import CurateCore
import CurateTesting
import Testing

@testable import CurateStages

@Suite struct CopyMakerTests {
    private func batch(_ ordinals: [Ordinal], flags: RecordFlags = []) -> Batch {
        var batch = Batch()
        for (number, ordinal) in ordinals.enumerated() {
            batch.append(
                id: RecordID(high: UInt64(number), low: 7), ordinal: ordinal, source: 0, split: .train,
                label: Label(.binary, 1), a: Array("甲\(number)".utf8)[...], b: Array("乙".utf8)[...], flags: flags)
        }
        return batch
    }

    private func copies(_ batch: Batch, most: Int, times: Int) throws -> Batch {
        let maker = CopyMaker(most: most, for: "sample", .oneSource)
        var log = StageLog(role: .training)
        for row in 0..<batch.count { try maker.addCopies(of: batch, row, times: times, to: &log) }
        return log.generated
    }

    @Test func copiesEverythingButIdAndOrdinal() throws {
        let original = batch([Ordinal(file: 2, line: 5, sub: 3)])
        let made = try copies(original, most: 3, times: 3)
        #expect(made.count == 2)
        #expect((0..<2).map { made.a.text.string($0) } == ["甲0", "甲0"])
        #expect(made.ordinals.map(\.line) == [5, 5] && made.ordinals.map(\.file) == [2, 2])
        #expect(made.flags == [.repeated, .repeated])
        #expect(Set(made.ids + original.ids).count == 3)
    }

    @Test func givesEveryCopyItsOwnOrdinal() throws {
        for (most, records) in [(2, 2048), (3, 1365), (7, 585), (256, 16)] {
            let ordinals = (0..<records).map { Ordinal(file: 0, line: 1, sub: $0) }
            let made = try copies(batch(ordinals), most: most, times: most)
            #expect(Set(made.ordinals + ordinals).count == records * most)
            #expect(made.ordinals.allSatisfy { $0.line == 1 })
        }
    }

    @Test func refusesRowsThatMakeTooManyRecords() throws {
        let full = batch([Ordinal(file: 0, line: 9, sub: 1024)])
        #expect(throws: DataLimitExceeded.self) { try copies(full, most: 4, times: 4) }
        #expect(throws: DataLimitExceeded.self) { try copies(full, most: 4, times: 2) }
        #expect(try copies(full, most: 4, times: 1).isEmpty)
        #expect(try copies(full, most: 3, times: 3).count == 2)
    }

    @Test func refusesToRepeatWhatWasRepeated() {
        let repeated = batch([Ordinal(file: 0, line: 1)], flags: .repeated)
        #expect(throws: DataLimitExceeded.self) { try copies(repeated, most: 2, times: 2) }
    }

    @Test func makesIdsFromIdAndNumber() {
        let id = RecordID(high: 1, low: 2)
        #expect(CopyMaker.id(of: id, copy: 1) == CopyMaker.id(of: id, copy: 1))
        let ids = (1...1000).map { CopyMaker.id(of: id, copy: $0) }
        #expect(Set(ids).count == 1000)
        // Copies spread over the space of ids as records do.
        let quarters = Dictionary(grouping: ids) { $0.high >> 62 }.mapValues(\.count)
        #expect(quarters.count == 4 && quarters.values.allSatisfy { (180...320).contains($0) })
    }
}
