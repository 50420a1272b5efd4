import CurateCore
import CurateFormats
import Testing

@Suite struct NumPyArrayTests {
    /// As `numpy.save` writes it for an array of these values.
    @Test func aHeadIsThatOfNumPy() {
        let head = NumPyArray.head(shape: [3, 2, 4], .float16)
        #expect(head.count % 64 == 0 && head.last == 10)
        #expect(Array(head[0..<8]) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0])
        #expect(Int(head[8]) + Int(head[9]) << 8 == head.count - 10)
        let text = String(decoding: head[10...], as: UTF8.self)
        #expect(text.hasPrefix("{'descr': '<f2', 'fortran_order': False, 'shape': (3, 2, 4,), } "))
        #expect(String(decoding: NumPyArray.head(ids: 7), as: UTF8.self).contains("'descr': '|S32'"))
    }

    @Test func numbersAreLittleEndian() {
        var bytes: [UInt8] = []
        NumPyArray.append(1, .float32, to: &bytes)
        NumPyArray.append(-2, .float16, to: &bytes)
        #expect(bytes == [0, 0, 0x80, 0x3F, 0, 0xC0])
    }
}
