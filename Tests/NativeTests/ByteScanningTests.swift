import ByteScanning
import Testing

@Suite struct ByteScanningTests {
    @Test func findsTheFirstPlaceOfManyBytes() {
        let bytes = Array("一句话，另一句话".utf8)
        for needle in ["一", "句话", "另一句话", "话，", "一句话，另一句话", "没有", "一句话，另一句话。", ""] {
            let wanted = Array(needle.utf8)
            let naive = (0...bytes.count).first { bytes[$0...].starts(with: wanted) }
            #expect(ByteScanning.first(wanted.span, in: bytes.span) == naive, "\(needle)")
        }
        #expect(ByteScanning.first([1].span, in: [UInt8]().span) == nil)
    }
}
