import Testing

@testable import CurateFormats

@Suite struct ThriftReaderTests {
    @Test func readsWhatIsWritten() throws {
        var writer = ThriftCompact()
        writer.long(1, -300)
        writer.flag(2, true)
        writer.binary(3, "名".utf8)
        writer.structures(20, [1, 2]) { $0.short(1, Int16($1)) }
        writer.end()
        var reader = ThriftReader(bytes: writer.bytes)
        let structure = reader.structure()
        let found = try #require(structure)
        #expect(found.number(1) == -300 && found.number(2) == 1 && found.text(3) == "名")
        #expect(found.structures(20)?.compactMap { $0.number(1) } == [1, 2])
        #expect(reader.place == writer.bytes.count)
    }

    /// Lists within lists, structures within structures: a file of a few kilobytes must not use up the stack.
    @Test(arguments: [[0x19], [0x1C], [0x1C, 0x19]] as [[UInt8]]) func refusesNestingThatNobodyWrites(piece: [UInt8]) {
        let bytes = Array(repeatElement(piece, count: 500_000).joined())
        var (whole, field) = (ThriftReader(bytes: bytes), ThriftReader(bytes: bytes))
        let structure = whole.structure()
        #expect(structure == nil)
        let number = field.long(ofField: 3)
        #expect(number == nil)
    }

    /// Nor may the memory that lists ask for be many times that of the file.
    @Test func believesNoListsThatAreLongerThanTheBytes() {
        for head: [UInt8] in [[0x19, 0xF8, 0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0x19, 0xFC, 0x80, 0x80, 0x40]] {
            var reader = ThriftReader(bytes: head + [UInt8](repeating: 0, count: 100))
            let structure = reader.structure()
            #expect(structure == nil)
        }
    }
}
