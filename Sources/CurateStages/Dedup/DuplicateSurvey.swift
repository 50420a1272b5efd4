internal import CurateCore
internal import Hashing

/// Finds records that say the same of the same pair. A row is 37 bytes and its key; nothing is allocated per record.
struct DuplicateSurvey: Survey {
    var across: ExactDedup.Across

    var name: String { "duplicates" }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) -> any Observer {
        DuplicateObserver(spaces: across.spaces(of: environment.roster))
    }

    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        var start = 0
        while start < rows.count {
            let first = DuplicateRow(rows, start)
            var end = start + 1
            var copies = UInt64(first.copies)
            while end < rows.count, rows.keys[end] == rows.keys[start] {
                let next = DuplicateRow(rows, end)
                guard next.high == first.high else { break }
                copies += UInt64(next.copies)
                output.verdicts.append(next.verdict(.duplicate(swapped: next.swapped != first.swapped), first))
                if next.swapped != first.swapped { output.count("swapped_duplicates") }
                end += 1
            }
            if end > start + 1 {
                output.verdicts.append(first.verdict(.survivor(copies: UInt32(clamping: copies)), first))
                output.count("duplicate_groups")
            }
            start = end
        }
    }
}

extension ExactDedup.Across {
    /// For each source the number of the space in which its copies are looked for.
    func spaces(of roster: Roster) -> [UInt64] {
        roster.sources.indices.map { source in
            switch self {
            case .run: 0
            case .split: UInt64(source)
            case .corpus:
                UInt64(roster.sources.firstIndex { $0.corpus == roster.sources[source].corpus } ?? source)
            }
        }
    }
}

private struct DuplicateObserver: Observer {
    let spaces: [UInt64]

    func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) {
        for (row, pair) in PairDigest.all(batch, ordered: \.isOrdered).enumerated() {
            let digest = pair.digest.mixed(with: batch.labels[row].code ^ spaces[Int(batch.sources[row])] << 40)
            rows.begin(digest.low)
            DuplicateRow(
                high: digest.high, ordinal: batch.ordinals[row], id: batch.ids[row], copies: batch.copies[row],
                swapped: pair.swapped
            ).append(to: &rows.payloads.bytes)
            rows.end()
        }
    }
}

/// One record as the survey sees it. Packed so that rows of one pair lie together, the first record at their head.
private struct DuplicateRow {
    var high: UInt64
    var ordinal: Ordinal
    var id: RecordID
    var copies: UInt32
    var swapped: Bool

    func append(to bytes: inout [UInt8]) {
        Packing.append(high, to: &bytes)
        Packing.bigEndian(ordinal.packed, to: &bytes)
        Packing.append(id, to: &bytes)
        Packing.append(copies, to: &bytes)
        bytes.append(swapped ? 1 : 0)
    }

    func verdict(_ decision: ExactDedup.Decision, _ survivor: DuplicateRow) -> Verdict {
        Verdict(id, ordinal, code: decision.code, witnessID: survivor.id, witness: survivor.ordinal)
    }
}

extension DuplicateRow {
    init(_ rows: SurveyRows, _ row: Int) {
        self = rows.payloads.withText(row) { bytes in
            var offset = 0
            let high = Packing.read(UInt64.self, bytes, at: &offset)
            let ordinal = Ordinal(packed: Packing.readBigEndian(bytes, at: &offset))
            let id = Packing.readID(bytes, at: &offset)
            let copies = Packing.read(UInt32.self, bytes, at: &offset)
            return DuplicateRow(high: high, ordinal: ordinal, id: id, copies: copies, swapped: bytes[offset] == 1)
        }
    }
}

extension Label {
    /// Scale and value in 34 bits; equal exactly for equal labels.
    var code: UInt64 { UInt64(scale.rawValue) << 32 | UInt64((value + 0).bitPattern) }
}
