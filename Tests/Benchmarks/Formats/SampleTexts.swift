import CurateCore

/// Rows of about 150 bytes: two Chinese questions and a label, as in LCQMC.
struct SampleTexts {
    let rows: Int

    fileprivate func text(_ number: UInt64) -> String {
        let words = ["怎么", "如何", "办理", "信用卡", "花呗", "提前", "还款", "手机", "号码", "更改", "可以", "ABC", "2021"]
        var rest = number &* 0x9E37_79B9_7F4A_7C15
        var result = ""
        for _ in 0..<9 {
            result += words[Int(rest % UInt64(words.count))]
            rest /= 7
        }
        return result + "？"
    }

    private func join(_ row: (String, String, Int) -> String) -> [UInt8] {
        var bytes: [UInt8] = []
        for number in 0..<UInt64(rows) {
            bytes.append(contentsOf: row(text(number), text(number &+ 77_777), Int(number % 2)).utf8)
        }
        return bytes
    }

    private func object(_ row: (String, String, Int)) -> String {
        "{\"sentence1\": \"\(row.0)\", \"sentence2\": \"\(row.1)\", \"label\": \"\(row.2)\"}"
    }

    var tabSeparated: [UInt8] { join { "\($0)\t\($1)\t\($2)\n" } }
    var commaSeparated: [UInt8] { join { "\"\($0)\",\"\($1)\",\($2)\n" } }
    var jsonLines: [UInt8] { join { object(($0, $1, $2)) + "\n" } }
    var jsonArray: [UInt8] { Array("[\n".utf8) + join { object(($0, $1, $2)) + ",\n" } + Array("{}]".utf8) }
}

func pairLayout(_ format: CorpusLayout.Format) -> CorpusLayout {
    let isDelimited = format == .tsv || format == .csv
    return CorpusLayout(
        name: "bench", format: format, quote: format == .csv ? "\"" : nil, delimiter: format == .csv ? "," : "\t",
        columns: isDelimited
            ? [.a: .position(1), .b: .position(2), .label: .position(3)]
            : [.a: .name("sentence1"), .b: .name("sentence2"), .label: .name("label")])
}

extension SampleTexts {
    var roster: Roster {
        Roster(sources: [SourceInfo(corpus: "lcqmc", split: "train", role: .train, heldOut: false, scale: .binary)])
    }

    var batch: Batch {
        var batch = Batch()
        for number in 0..<UInt64(rows) {
            batch.append(
                id: RecordID(high: number &* 0x9E37_79B9_7F4A_7C15, low: number), ordinal: Ordinal(file: 0, line: 1),
                source: 0, split: .train, label: Label(.binary, Float(number % 2)), a: Array(text(number).utf8)[...],
                b: Array(text(number &+ 77_777).utf8)[...])
        }
        return batch
    }
}
