import CurateCore
import TensorBytes
import Testing

@testable import CurateFormats

@Suite struct TFRecordShardTests {
    @Test func framesEveryRow() throws {
        let bytes = try ShardRecords.shard(
            TFRecordShard(PairsTable(ShardRecords.roster)), ShardRecords.batch(20), pieces: 3)
        var (place, rows) = (0, 0)
        while place < bytes.count {
            let header = bytes[place..<place + 8]
            let length = header.reversed().reduce(0) { $0 << 8 | Int($1) }
            let message = bytes[place + 12..<place + 12 + length]
            #expect(number(bytes, place + 8) == TensorBytes.maskedCRC32C(Array(header).span))
            #expect(number(bytes, place + 12 + length) == TensorBytes.maskedCRC32C(Array(message).span))
            place += length + 16
            rows += 1
        }
        #expect(rows == 20)
    }

    private func number(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        bytes[place..<place + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
