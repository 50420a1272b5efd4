import Testing

@testable import CurateFormats

@Suite struct RunLengthsTests {
    /// A reader written from the format's description, for these tests alone.
    private func decode(_ bytes: [UInt8], width: Int, count: Int) -> [UInt32] {
        var values: [UInt32] = []
        var place = 0
        func varint() -> Int {
            var (number, shift) = (0, 0)
            while true {
                let byte = Int(bytes[place])
                place += 1
                number |= (byte & 127) << shift
                shift += 7
                if byte < 128 { return number }
            }
        }
        while place < bytes.count {
            let header = varint()
            if header & 1 == 0 {
                var value: UInt32 = 0
                for byte in 0..<(width + 7) / 8 { value |= UInt32(bytes[place + byte]) << UInt32(8 * byte) }
                place += (width + 7) / 8
                values += [UInt32](repeating: value, count: header >> 1)
            } else {
                for index in 0..<(header >> 1) * 8 {
                    var value: UInt32 = 0
                    for bit in 0..<width {
                        let at = index * width + bit
                        value |= UInt32(bytes[place + at / 8] >> UInt8(at % 8) & 1) << UInt32(bit)
                    }
                    values.append(value)
                }
                place += (header >> 1) * width
            }
        }
        return Array(values.prefix(count))
    }

    @Test(arguments: [1, 2, 3, 7, 8, 9, 12, 20])
    func readsBackWhatItWrote(width: Int) {
        var state = UInt64(width)
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for length in [0, 1, 7, 8, 9, 63, 64, 65, 500] {
            var values: [UInt32] = []
            while values.count < length {
                let value = UInt32(random(1 << width))
                let run = random(2) == 0 ? 1 : 1 + random(40)
                values += [UInt32](repeating: value, count: min(run, length - values.count))
            }
            var bytes: [UInt8] = []
            RunLengths.encode(values[...], width: width, into: &bytes)
            #expect(decode(bytes, width: width, count: length) == values)
        }
    }

    @Test func writesALongRunInTwoBytes() {
        var bytes: [UInt8] = []
        RunLengths.encode([UInt32](repeating: 1, count: 60)[...], width: 1, into: &bytes)
        #expect(bytes == [120, 1])
    }

    @Test(arguments: [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (4096, 12)])
    func takesAsManyBitsAsIndicesNeed(entries: Int, width: Int) {
        #expect(RunLengths.width(entries: entries) == width)
    }
}
