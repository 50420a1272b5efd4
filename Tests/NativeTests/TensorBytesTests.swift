import TensorBytes
import Testing

@Suite struct TensorBytesTests {
    private func floats(_ bytes: [UInt8], _ element: TensorElement) -> [Float] {
        TensorBytes.floats(bytes.span, as: element)
    }

    private func firstNonFinite(_ bytes: [UInt8], _ element: TensorElement) -> Int? {
        TensorBytes.firstNonFinite(bytes.span, as: element)
    }

    private func crc32c(_ bytes: [UInt8]) -> UInt32 { TensorBytes.crc32c(bytes.span) }

    private func crc32(_ bytes: [UInt8]) -> UInt32 { TensorBytes.crc32(bytes.span) }

    @Test func allHalvesAreAsTheCompilerHasThem() {
        let bytes = (0...UInt16.max).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let floats = floats(bytes, .float16)
        for bits in 0...UInt16.max {
            let expected = Float(Float16(bitPattern: bits))
            let found = floats[Int(bits)]
            #expect(found.bitPattern == expected.bitPattern || found.isNaN && expected.isNaN)
        }
    }

    @Test func bfloatsAreTheUpperHalvesOfFloats() {
        let floats = floats([0x80, 0x3F, 0x00, 0xC0, 0x01, 0x00], .bfloat16)
        #expect(floats == [1, -2, Float(bitPattern: 0x0001_0000)])
    }

    @Test func matricesAreTurned() {
        let (rows, columns) = (70, 33)
        let values = (0..<rows * columns).map { Float($0) }
        let bytes = values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } }
        let turned = TensorBytes.transposedFloats(bytes.span, as: .float32, rows: rows, columns: columns)
        #expect(turned == (0..<rows * columns).map { values[$0 % rows * columns + $0 / rows] })
        #expect(floats(bytes, .float32) == values)
        #expect(floats([], .float32) == [])
    }

    @Test(arguments: [0, 1, 4095, 4096, 9999]) func theFirstThatIsNotFiniteIsFound(place: Int) {
        for (element, bits) in [(TensorElement.float32, UInt32(0x7F80_0000)), (.float16, 0xFC01), (.bfloat16, 0x7FC0)] {
            var bytes = [UInt8](repeating: 0x11, count: 10_000 * element.size)
            #expect(firstNonFinite(bytes, element) == nil)
            for byte in 0..<element.size {
                bytes[place * element.size + byte] = UInt8(truncatingIfNeeded: bits >> (8 * UInt32(byte)))
            }
            #expect(firstNonFinite(bytes, element) == place)
        }
    }

    /// The check values of both polynomials' catalogue entries.
    @Test func checksumsAreTheStandardOnes() {
        let digits = Array("123456789".utf8)
        #expect(crc32c(digits) == 0xE306_9283)
        #expect(crc32(digits) == 0xCBF4_3926)
        #expect(crc32c([]) == 0)
        #expect(crc32c([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    }
}
