internal import CurateCore
internal import Hashing

/// Gathers the held-out pairs and sentences. For each, one record of each source is kept: the first.
struct HeldOutSurvey: Survey {
    /// Sentences with fewer characters are left out.
    var minimum: Int

    var name: String { "held_out" }
    var scope: SurveyScope { .heldOut }
    var independent: Bool { true }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) -> any Observer {
        HeldOutObserver(minimum: minimum, roster: environment.roster)
    }

    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        var meeting = HeldOutMeeting(environment.roster)
        var last: HeldOutRow?
        for row in 0..<rows.count {
            var next = HeldOutRow(rows, row)
            if next.kind == .defect {
                HeldOutDefect(next).count(in: environment.roster, source: next.source, &output)
                continue
            }
            if row > 0, rows.keys[row] == rows.keys[row - 1], let last, last.kind == next.kind {
                if last.source == next.source { continue }
                // The text is that of the row before.
                next.text = []
            } else {
                output.count(next.kind == .pair ? "held_out_pairs" : "held_out_sentences")
                meeting.begin(next.kind)
            }
            meeting.join(next.source, &output)
            last = next
            next.append(rows.keys[row], to: &output.rows)
        }
    }

    func conclude(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) -> Findings {
        var bytes: [UInt8] = []
        Packing.append(rows.keys, to: &bytes)
        Packing.append(rows.payloads.ends, to: &bytes)
        bytes += rows.payloads.bytes
        return Findings(bytes)
    }
}

private struct HeldOutObserver: Observer {
    let minimum: Int
    let roster: Roster

    func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) {
        for row in 0..<batch.count {
            let owner = HeldOutOwner(
                ordinal: batch.ordinals[row], id: batch.ids[row], source: batch.sources[row])
            let single = batch.flags[row].contains(.single)
            if !single {
                let pair = PairDigest(batch, row, ordered: false)
                HeldOutRow(kind: .pair, owner: owner).append(pair.digest.low, to: &rows)
            }
            for defect in HeldOutDefect.all(batch, row, roster) {
                HeldOutRow(kind: .defect, owner: owner, text: [defect.rawValue])
                    .append(batch.a.digest(row).low, to: &rows)
            }
            for side in single ? [batch.a] : [batch.a, batch.b] {
                let key = side.key.bytes[side.key.range(row)]
                guard Characters.count(key) >= minimum else { continue }
                HeldOutRow(kind: .sentence, owner: owner, text: key).append(side.digest(row).low, to: &rows)
            }
        }
    }
}

/// The held-out record that a pair or a sentence is from.
struct HeldOutOwner: Sendable, Equatable {
    var ordinal: Ordinal
    var id: RecordID
    var source: UInt16
}

/// A held-out pair or sentence, with the record it is from.
struct HeldOutRow {
    enum Kind: UInt8 {
        case pair = 0
        case sentence = 1
        /// Something wrong with a record, to be counted alone.
        case defect = 2
    }

    var kind: Kind
    var owner: HeldOutOwner
    /// A sentence's key, or a defect.
    var text: ArraySlice<UInt8> = []

    var source: UInt16 { owner.source }

    func append(_ key: UInt64, to rows: inout SurveyRows) {
        rows.begin(key)
        rows.payloads.bytes.append(kind.rawValue)
        Packing.append(owner.source.byteSwapped, to: &rows.payloads.bytes)
        Packing.bigEndian(owner.ordinal.packed, to: &rows.payloads.bytes)
        Packing.append(owner.id, to: &rows.payloads.bytes)
        rows.payloads.bytes += text
        rows.end()
    }
}

extension HeldOutRow {
    init(_ rows: SurveyRows, _ row: Int) {
        let range = rows.payloads.range(row)
        self = rows.payloads.withText(row) { bytes in
            var offset = 1
            let source = Packing.read(UInt16.self, bytes, at: &offset).byteSwapped
            let ordinal = Ordinal(packed: Packing.readBigEndian(bytes, at: &offset))
            let id = Packing.readID(bytes, at: &offset)
            return HeldOutRow(
                kind: Kind(rawValue: bytes[0]) ?? .pair, owner: HeldOutOwner(ordinal: ordinal, id: id, source: source))
        }
        text = rows.payloads.bytes[(range.lowerBound + Self.head)..<range.upperBound]
    }

    /// Bytes before the text.
    private static let head = 27
}

extension SurveyRows {
    /// Reads what `HeldOutSurvey` concluded.
    init(heldOut findings: Findings) {
        self.init()
        var offset = 0
        keys = Packing.readArray(UInt64.self, findings.bytes.span, at: &offset)
        let ends = Packing.readArray(UInt32.self, findings.bytes.span, at: &offset)
        payloads = TextColumn(bytes: Array(findings.bytes[offset...]), ends: ends)
    }
}
