internal import CurateCore
internal import Hashing

/// Gathers the held-out sentences, so that none of them is given to a teacher as a source.
struct HeldOutSentences: Survey {
    var name: String { "held_out" }
    var scope: SurveyScope { .heldOut }
    var independent: Bool { true }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) -> any Observer { SentenceObserver() }

    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        for range in rows.groups() {
            output.rows.begin(rows.keys[range.lowerBound])
            output.rows.end()
        }
    }

    func conclude(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) -> Findings {
        var bytes: [UInt8] = []
        Packing.append(rows.keys, to: &bytes)
        return Findings(bytes)
    }
}

private struct SentenceObserver: Observer {
    func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) {
        for row in 0..<batch.count {
            for side in batch.flags[row].contains(.single) ? [batch.a] : [batch.a, batch.b] {
                rows.begin(side.digest(row).low)
                rows.end()
            }
        }
    }
}

extension Findings {
    /// What ``HeldOutSentences`` found, ascending.
    var heldOutSentences: [UInt64] {
        var offset = 0
        return bytes.isEmpty ? [] : Packing.readArray(UInt64.self, bytes.span, at: &offset)
    }
}
