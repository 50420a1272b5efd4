import Testing

@testable import CurateFormats

@Suite struct ThriftCompactTests {
    @Test func writesFieldsByTheirDistance() {
        var writer = ThriftCompact()
        writer.integer(1, -1)
        writer.long(3, 300)
        writer.binary(20, [7, 8])
        writer.flag(21, true)
        writer.flag(22, false)
        writer.end()
        #expect(writer.bytes == [0x15, 1, 0x26, 0xD8, 4, 8, 40, 2, 7, 8, 0x11, 0x12, 0])
    }

    @Test func writesListsAndStructures() {
        var writer = ThriftCompact()
        writer.integers(1, [1, 2])
        writer.structure(2) { $0.integer(1, 5) }
        writer.structures(3, [1, 2]) { $0.short(1, Int16($1)) }
        writer.integers(4, [Int32](repeating: 0, count: 15))
        writer.end()
        #expect(
            writer.bytes == [0x19, 0x25, 2, 4, 0x1C, 0x15, 10, 0, 0x19, 0x2C, 0x14, 2, 0, 0x14, 4, 0, 0x19, 0xF5, 15]
                + [UInt8](repeating: 0, count: 15) + [0])
    }
}
