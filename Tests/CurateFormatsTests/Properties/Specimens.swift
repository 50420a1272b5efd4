import CurateCore

@testable import CurateFormats

/// A file of one format with rows of every kind, good and bad.
struct Specimen: CustomStringConvertible {
    var name: String
    var layout: CorpusLayout
    var bytes: [UInt8]

    var description: String { name }

    static let all = [tabs, commas, lines, array]

    private static let texts = [
        "怎么开？", "a", "", "\u{FEFF}花呗 借呗", "😀🇨🇳", "x\u{0}y", "全角，逗号", "long" + String(repeating: "长", count: 40),
    ]

    private static func text(_ number: Int) -> String { texts[number * 7 % texts.count] }

    private static func build(_ head: String, _ rows: Int, _ tail: String, _ row: (Int) -> [UInt8]) -> [UInt8] {
        var bytes = Array(head.utf8)
        for number in 0..<rows { bytes += row(number) }
        return bytes + Array(tail.utf8)
    }

    private static func lineEnd(_ number: Int) -> String { number % 2 == 0 ? "\n" : "\r\n" }

    private static func tabbed(_ number: Int) -> [UInt8] {
        let row = "\(text(number))\t\(text(number + 3))\t\(number % 3)"
        switch number % 11 {
        case 4: return Array("\(row)\textra\r\n".utf8)
        case 5: return Array(" \r\n".utf8)
        case 6: return [0xE6, 0x88] + Array("\t\(row)\n".utf8)
        case 7: return Array("\t\t\n".utf8)
        case 8: return Array((String(repeating: "长", count: 500) + row + "\r\n").utf8)
        default: return Array((row + lineEnd(number)).utf8)
        }
    }

    private static func quoted(_ number: Int) -> [UInt8] {
        let row = "\"\(text(number))\",\"\"\"x\"\"\n\(text(number + 3))\",\(number % 3)"
        switch number % 13 {
        case 4: return Array("\(row),extra\r\n".utf8)
        case 5: return Array(" \r\n".utf8)
        case 6: return [0xE6, 0x88] + Array(",\(row)\n".utf8)
        case 7: return Array("\"open,\(number),1\n".utf8)
        case 8: return Array("\"broken\"x,\(number),1\n".utf8)
        case 9: return Array("\"\(String(repeating: "长", count: 500))\",b,1\n".utf8)
        default: return Array((row + lineEnd(number)).utf8)
        }
    }

    private static func object(_ number: Int, space: String = " ") -> [UInt8] {
        let a = text(number).split(separator: "\0").joined(separator: "\\u0000")
        let head = "{\"a\":\(space)\"\(a)\",\(space)\"b\": \"\\\"q\\\"\\n\", \"x\": [{}, [1]]"
        switch number % 13 {
        case 4: return Array("\(head)}".utf8)
        case 5: return Array("\(head), \"l\": 1".utf8)
        case 6: return Array("\(head), \"l\": \"".utf8) + [0xE6, 0x88] + Array("\"}".utf8)
        case 7: return Array("\(head), \"l\": 1, \"b\": \"twice\"}".utf8)
        case 8: return Array("{\"a\": \"open, \"b\": \"\", \"l\": 1}".utf8)
        case 9: return Array("\(head), \"long\": \"\(String(repeating: "长", count: 500))\", \"l\": 1}".utf8)
        case 10: return Array("17".utf8)
        default: return Array("\(head), \"l\": \(number % 3)}".utf8)
        }
    }

    static let tabs = Specimen(name: "tsv", layout: pairLayout, bytes: build("\u{FEFF}", 120, "", tabbed))

    static let commas = Specimen(
        name: "csv",
        layout: CorpusLayout(
            name: "csv", format: .csv, header: true, quote: "\"", delimiter: ",",
            columns: [.a: .name("a"), .b: .name("b"), .label: .name("l")]),
        bytes: build("\u{FEFF}a,\"b\",l\r\n", 120, "", quoted))

    private static let keys: [CorpusLayout.ColumnRole: CorpusLayout.Column] = [
        .a: .name("a"), .b: .name("b"), .label: .name("l"),
    ]

    static let lines = Specimen(
        name: "jsonl", layout: CorpusLayout(name: "jsonl", format: .jsonl, columns: keys),
        bytes: build("", 120, "") { object($0) + Array((lineEnd($0) + "\n").utf8) })

    static let array = Specimen(
        name: "json", layout: CorpusLayout(name: "json", format: .json, columns: keys),
        bytes: build(" [\n", 120, "{\"a\": \"\", \"b\": \"\", \"l\": 0}]\n") {
            object($0, space: $0 % 2 == 0 ? "\n  " : " ") + Array(",\n".utf8)
        })
}
