internal import CurateCore
internal import Hashing

/// Brings together what was said of a pair, on any scale. A row is 42 bytes and its key.
struct ConflictSurvey: Survey {
    var rule: ConflictRule
    var meaning: LabelMeaning
    var reportsAcrossScales: Bool

    var name: String { "labels" }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) -> any Observer { ClaimObserver() }

    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        var start = 0
        var pair: [ClaimRow] = []
        while start < rows.count {
            pair = [ClaimRow(rows, start)]
            while start + pair.count < rows.count, rows.keys[start + pair.count] == rows.keys[start] {
                let next = ClaimRow(rows, start + pair.count)
                guard next.high == pair[0].high else { break }
                pair.append(next)
            }
            start += pair.count
            if pair.count > 1 { judge(pair[...], &output) }
        }
    }

    /// - Parameter pair: all claims on one pair, by scale and direction, then by ordinal.
    private func judge(_ pair: ArraySlice<ClaimRow>, _ output: inout SurveyOutput) {
        if reportsAcrossScales, contradictsAcrossScales(pair) { output.count("across_scales") }
        var rest = pair
        while let first = rest.first {
            let group = rest.prefix { $0.scale == first.scale && $0.direction == first.direction }
            rest = rest.dropFirst(group.count)
            if group.contains(where: { $0.value != first.value }) { settle(Array(group), &output) }
        }
    }

    private func settle(_ group: [ClaimRow], _ output: inout SurveyOutput) {
        output.count("label_conflicts")
        let outcomes = rule.settle(group.map { .init(value: $0.value, copies: $0.copies) }, on: group[0].scale)
        let copies = UInt32(clamping: group.reduce(UInt64(0)) { $0 + UInt64($1.copies) })
        for (claim, outcome) in zip(group, outcomes) {
            switch outcome {
            case .stays: break
            case .takes(let value):
                let decision = LabelConflicts.Decision(relabels: true, copies: copies)
                output.verdicts.append(Verdict(claim.id, claim.ordinal, code: decision.code, value: value))
            case .leaves(let reason):
                let decision = LabelConflicts.Decision(relabels: false, copies: copies)
                output.verdicts.append(
                    Verdict(
                        claim.id, claim.ordinal, code: decision.code, value: group[reason].value,
                        witnessID: group[reason].id, witness: group[reason].ordinal))
            }
        }
    }

    /// True when one scale says "the same" and another "clearly different" or "contradiction".
    private func contradictsAcrossScales(_ pair: ArraySlice<ClaimRow>) -> Bool {
        let same = pair.filter { meaning.saysSame(Label($0.scale, $0.value)) }
        return pair.contains { claim in
            let contradiction = claim.scale == .nli && claim.value == Float(NLILabel.contradiction.rawValue)
            guard contradiction || meaning.saysDifferent(Label(claim.scale, claim.value)) else { return false }
            return same.contains { $0.scale != claim.scale }
        }
    }
}

private struct ClaimObserver: Observer {
    func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) {
        let pairs = PairDigest.all(batch) { _ in false }
        for row in 0..<batch.count where batch.labels[row].scale != .none && !batch.flags[row].contains(.single) {
            let pair = pairs[row]
            let label = batch.labels[row]
            rows.begin(pair.digest.low)
            ClaimRow(
                high: pair.digest.high, scale: label.scale, direction: label.scale.isOrdered && pair.swapped ? 1 : 0,
                ordinal: batch.ordinals[row], id: batch.ids[row], value: label.value + 0, copies: batch.copies[row]
            ).append(to: &rows.payloads.bytes)
            rows.end()
        }
    }
}

/// One record's label. Packed so that claims on one scale lie together, the first record at their head.
private struct ClaimRow {
    var high: UInt64
    var scale: LabelScale
    /// For NLI which of the texts is the premise; 0 for the rest.
    var direction: UInt8
    var ordinal: Ordinal
    var id: RecordID
    var value: Float
    var copies: UInt32

    func append(to bytes: inout [UInt8]) {
        Packing.append(high, to: &bytes)
        bytes.append(scale.rawValue)
        bytes.append(direction)
        Packing.bigEndian(ordinal.packed, to: &bytes)
        Packing.append(id, to: &bytes)
        Packing.append(value.bitPattern, to: &bytes)
        Packing.append(copies, to: &bytes)
    }
}

extension ClaimRow {
    init(_ rows: SurveyRows, _ row: Int) {
        self = rows.payloads.withText(row) { bytes in
            var offset = 10
            let ordinal = Ordinal(packed: Packing.readBigEndian(bytes, at: &offset))
            let id = Packing.readID(bytes, at: &offset)
            let value = Float(bitPattern: Packing.read(UInt32.self, bytes, at: &offset))
            let copies = Packing.read(UInt32.self, bytes, at: &offset)
            offset = 0
            let high = Packing.read(UInt64.self, bytes, at: &offset)
            return ClaimRow(
                high: high, scale: LabelScale(rawValue: bytes[8]) ?? .none, direction: bytes[9], ordinal: ordinal,
                id: id, value: value, copies: copies)
        }
    }
}
