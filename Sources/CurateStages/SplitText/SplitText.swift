internal import CurateCore

/// `split`: cuts long texts and makes their keys anew.
struct SplitText: Stage {
    private let cutter: TextCutter
    let appliesTo: StageScope

    init(_ options: Options) {
        cutter = TextCutter(options)
        appliesTo = options.string("held_out") == "cut" ? .all : .training
    }

    var name: String { "split" }
    var rewrites: Bool { cutter.mode != .off }

    func processor(_ findings: [Findings], _ environment: StageEnvironment) -> any Processor {
        SplitProcessor(cutter: cutter, keys: environment.keys)
    }
}

private struct SplitProcessor: Processor {
    let cutter: TextCutter
    let keys: any KeyMaking

    func process(_ batch: inout Batch, _ verdicts: [VerdictTable], _ log: inout StageLog) throws {
        for row in try cut(&batch.a, &log) { batch.flags[row].insert(.truncated) }
        for row in try cut(&batch.b, &log) { batch.flags[row].insert(.truncated) }
    }

    /// - Returns: the rows that were cut.
    private func cut(_ side: inout Side, _ log: inout StageLog) throws -> [Int] {
        var rows: [Int] = []
        var texts = TextColumn()
        for row in 0..<side.text.count {
            let text = side.text.bytes[side.text.range(row)]
            guard let short = try cutter.cut(text) else { continue }
            rows.append(row)
            texts.append(short[...])
            log.count("characters_removed", Self.characters(text) - Self.characters(short[...]))
        }
        log.count("cut", rows.count)
        side.replace(rows, with: texts, keys: keys)
        return rows
    }

    private static func characters(_ text: ArraySlice<UInt8>) -> Int { text.count { $0 & 0xC0 != 0x80 } }
}
