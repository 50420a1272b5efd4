import CurateCore
import Testing

@testable import CurateFormats

@Suite struct SampleArchiveTests {
    @Test func holdsAMemberForEveryRow() throws {
        let batch = ShardRecords.batch(5)
        let bytes = try ShardRecords.shard(SampleArchive(PairsJSONLines()), batch, pieces: 2)
        #expect(bytes.count % 512 == 0)
        var place = 0
        for row in 0..<5 {
            var line: [UInt8] = []
            PairsJSONLines().encode(batch, rows: row..<row + 1, roster: ShardRecords.roster, into: &line)
            #expect(text(bytes[place..<place + 100]) == "\(batch.ids[row]).json")
            #expect(Int(text(bytes[place + 124..<place + 135]), radix: 8) == line.count)
            #expect(Array(bytes[place + 512..<place + 512 + line.count]) == line)
            #expect(Int(text(bytes[place + 148..<place + 154]), radix: 8) == checksum(bytes[place..<place + 512]))
            place += 512 + (line.count + 511) / 512 * 512
        }
        #expect(bytes[place...].count == 1024 && bytes[place...].allSatisfy { $0 == 0 })
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// The sum of a header's bytes with blanks in place of the sum.
    private func checksum(_ header: ArraySlice<UInt8>) -> Int {
        header.enumerated().reduce(0) { $0 + (148..<156 ~= $1.offset ? 32 : Int($1.element)) }
    }
}
