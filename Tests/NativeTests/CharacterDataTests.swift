import Testing
import TextNormalization

@Suite struct CharacterDataTests {
    private let data: CharacterData

    init() throws { data = try CharacterData() }

    @Test func categoriesAreThoseOfUnicode() {
        #expect(data.category(0x301) == .nonSpacingMark)
        #expect(data.category(0x3000) == .spaceSeparator)
        #expect(data.category(0x200B) == .format)
        #expect(data.category(0x0A) == .control)
        #expect(data.category(0xD800) == .surrogate)
        #expect(data.category(0xE000) == .privateUse)
        #expect(data.category(0xFF1F) == .otherPunctuation)
        #expect(data.category(0x201C) == .initialQuote)
        #expect(data.category(0x378) == .unassigned)
        #expect(data.category(0x4E00) == nil)
    }

    @Test func mappingsAreLowerCaseTakenApart() {
        #expect(data.mapping(of: 0xC0).map(Array.init) == [0x61, 0x300])
        #expect(data.mapping(of: 0x130).map(Array.init) == [0x69, 0x307])
        #expect(data.mapping(of: 0x3A3).map(Array.init) == [0x3C3])
        #expect(data.mapping(of: 0xAC01).map(Array.init) == [0x1100, 0x1161, 0x11A8])
        #expect(data.mapping(of: 0xF900).map(Array.init) == [0x8C48])
        #expect(data.mapping(of: 0x4E00) == nil)
        #expect(data.mapping(of: 0xFF21).map(Array.init) == [0xFF41])
    }

    @Test func combiningClasses() {
        #expect(data.combiningClass(0x301) == 230)
        #expect(data.combiningClass(0x61) == 0)
    }
}
