import CurateReport
import Testing

/// Lines rewritten in place, looked at through a terminal of a few lines of code.
@Suite struct LiveLinesTests {
    /// Understands what `LiveLines` writes, and wraps long lines as terminals do.
    private struct Screen {
        var rows: [[Character]] = [[]]
        var row = 0
        var column = 0
        let width: Int

        var text: [String] {
            rows.map { row in
                var line = String(row)
                while line.last == " " { line.removeLast() }
                return line
            }
        }

        mutating func take(_ text: String) {
            var rest = Substring(text)
            while let character = rest.popFirst() {
                switch character {
                case "\r": column = 0
                case "\n": (row, column) = (row + 1, 0)
                case "\u{1B}":
                    rest.removeFirst()
                    let number = rest.prefix { $0.isNumber }
                    rest.removeFirst(number.count)
                    obey(rest.removeFirst(), Int(number) ?? 0)
                default: put(character)
                }
                while rows.count <= row { rows.append([]) }
            }
        }

        private mutating func obey(_ order: Character, _ number: Int) {
            switch order {
            case "A": row = max(0, row - number)
            case "K": rows[row] = Array(rows[row].prefix(column))
            case "J":
                rows[row] = Array(rows[row].prefix(column))
                rows.removeSubrange((row + 1)...)
            default: Issue.record("an order that the screen does not know: \(order)")
            }
        }

        private mutating func put(_ character: Character) {
            if column >= width { (row, column) = (row + 1, 0) }
            while rows.count <= row { rows.append([]) }
            while rows[row].count <= column { rows[row].append(" ") }
            rows[row][column] = character
            column += 1
        }
    }

    @Test func linesStayAboveThoseThatAreRewritten() {
        var screen = Screen(width: 30)
        var lines = LiveLines()
        screen.take(lines.draw(live: ["dedup 10 %", "1 s; then guard"], width: 30))
        #expect(screen.text == ["dedup 10 %", "1 s; then guard"])
        screen.take(lines.draw(live: ["dedup 9 %", "2 s"], width: 30))
        #expect(screen.text == ["dedup 9 %", "2 s"])
        screen.take(lines.draw(stays: ["dedup 3 s", "a note"], live: ["guard 1 %"], width: 30))
        #expect(screen.text == ["dedup 3 s", "a note", "guard 1 %"])
        screen.take(lines.draw(stays: ["guard 4 s"], live: [], width: 30))
        #expect(screen.text == ["dedup 3 s", "a note", "guard 4 s", ""])
        #expect(screen.column == 0)
    }

    @Test func whatDoesNotChangeIsNotWritten() {
        var lines = LiveLines()
        _ = lines.draw(live: ["dedup 10 %"], width: 30)
        #expect(lines.draw(live: ["dedup 10 %"], width: 30) == "")
    }

    @Test func closingLeavesNothing() {
        var screen = Screen(width: 30)
        var lines = LiveLines()
        screen.take(lines.draw(live: ["dedup 10 %", "1 s"], width: 30))
        screen.take(lines.draw(live: [], width: 30))
        #expect(screen.text == [""])
    }

    /// A terminal made narrower wraps what stands there already.
    @Test func aTerminalMadeNarrowerIsTidiedToo() {
        var lines = LiveLines()
        var screen = Screen(width: 12)
        screen.take(lines.draw(live: ["dedup 10 % of all rows", "1 s"], width: 30))
        #expect(screen.text == ["dedup 10 % o", "f all rows", "1 s"])
        screen.take(lines.draw(live: ["dedup", "2 s"], width: 12))
        #expect(screen.text == ["dedup", "2 s"])
    }
}
