import Testing

@testable import CurateCore

struct TextTableTests {
    @Test func fullWidthCharactersTakeTwoColumns() {
        var table = TextTable(["<名称", "rows"])
        table.add(["花名册", "1"])
        table.add(["b", "1,000"])
        #expect(table.lines == ["名称     rows", "花名册      1", "b       1,000"])
    }

    @Test func columnsWithoutContentAreLeftOut() {
        var table = TextTable(["<a", "b", "<c"])
        table.add(["x", "", "y"])
        #expect(table.lines == ["a  c", "x  y"])
    }

    @Test(arguments: [("abc", 3), ("中文", 4), ("Ａ", 2), ("e\u{301}", 1), ("a\u{200B}b", 2)])
    func widths(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test func numbersForPeople() {
        #expect(Numbers.grouped(0) == "0")
        #expect(Numbers.grouped(1_234_567) == "1,234,567")
        #expect(Numbers.grouped(-1234) == "-1,234")
        #expect(Numbers.percent(0.10736) == "10.7 %")
        #expect(Numbers.percent(0.0001) == "<0.1 %")
        #expect(Numbers.percent(0) == "0.0 %")
        #expect(Numbers.counted(1, "copy", "copies") == "1 copy")
        #expect(Numbers.counted(2, "copy", "copies") == "2 copies")
    }
}
