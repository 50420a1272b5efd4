internal import CurateCore

/// Compares the records that ``CandidateSurvey`` brought together, text by text.
struct NearDuplicateSurvey: Survey {
    var bound: SimilarityBound
    /// Lets records that are near a rejected one be near too, so that any two that are near have one witness; otherwise
    /// only those near a survivor.
    var isTransitive = false

    var name: String { "near" }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) -> any Observer { NearTextObserver() }

    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        var reader = PairReader()
        for group in rows.groups() {
            if isTransitive {
                join(group.map { NearTextRow(rows, $0, &reader) }, &output)
                continue
            }
            var survivors: [NearTextRow] = []
            for row in group {
                let record = NearTextRow(rows, row, &reader)
                if let (survivor, similarity) = record.firstNear(survivors, bound) {
                    output.verdicts.append(
                        Verdict(
                            record.id, record.ordinal, code: 0, value: Float(similarity), witnessID: survivor.id,
                            witness: survivor.ordinal))
                } else {
                    survivors.append(record)
                }
            }
        }
    }

    /// Verdicts whose witness is the first of all records that are near, one by one.
    private func join(_ records: [NearTextRow], _ output: inout SurveyOutput) {
        var forest = UnionFind(count: records.count)
        for place in records.indices {
            for earlier in 0..<place
            where forest.root(place) != forest.root(earlier) && records[place].isNear(records[earlier], bound) {
                forest.join(place, earlier)
            }
        }
        var firsts: [Int: NearTextRow] = [:]
        for (place, record) in records.enumerated() {
            guard let first = firsts[forest.root(place)] else {
                firsts[forest.root(place)] = record
                continue
            }
            output.verdicts.append(
                Verdict(record.id, record.ordinal, code: 0, witnessID: first.id, witness: first.ordinal))
        }
    }
}

private struct NearTextObserver: Observer {
    func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) {
        let candidates = earlier[1]
        if candidates.isEmpty { return }
        for row in 0..<batch.count {
            guard let verdict = candidates[batch.ordinals[row]] else { continue }
            rows.begin(verdict.witness.node)
            NearTextRow.append(batch, row, to: &rows.payloads.bytes)
            rows.end()
        }
    }
}

/// A record with its texts, packed so that rows of one key come by ordinal.
private struct NearTextRow {
    var ordinal: Ordinal
    var id: RecordID
    var pair = PreparedPair()

    /// The first of the survivors that is near.
    func firstNear(_ survivors: [NearTextRow], _ bound: SimilarityBound) -> (survivor: NearTextRow, Double)? {
        let (least, most) = (bound.least(pair.size), bound.most(pair.size))
        for survivor in survivors where survivor.pair.size >= least && survivor.pair.size <= most {
            if let similarity = pair.similarity(to: survivor.pair, bound) { return (survivor, similarity) }
        }
        return nil
    }

    func isNear(_ other: NearTextRow, _ bound: SimilarityBound) -> Bool {
        (bound.least(pair.size)...bound.most(pair.size)).contains(other.pair.size)
            && pair.similarity(to: other.pair, bound) != nil
    }

    static func append(_ batch: Batch, _ row: Int, to bytes: inout [UInt8]) {
        let (a, b) = (batch.a.compared(row), batch.b.compared(row))
        Packing.bigEndian(batch.ordinals[row].packed, to: &bytes)
        Packing.append(batch.ids[row], to: &bytes)
        let single = batch.flags[row].contains(.single)
        bytes.append((batch.labels[row].scale.isOrdered ? 1 : 0) | (single ? 2 : 0))
        Packing.append(UInt32(a.count), to: &bytes)
        bytes += a
        bytes += b
    }

    init(_ rows: SurveyRows, _ row: Int, _ reader: inout PairReader) {
        let range = rows.payloads.range(row)
        let (ordinal, id, kind, length) = rows.payloads.withText(row) { bytes in
            var offset = 0
            let ordinal = Ordinal(packed: Packing.readBigEndian(bytes, at: &offset))
            let id = Packing.readID(bytes, at: &offset)
            let kind = Packing.read(UInt8.self, bytes, at: &offset)
            return (ordinal, id, kind, Int(Packing.read(UInt32.self, bytes, at: &offset)))
        }
        self.ordinal = ordinal
        self.id = id
        let start = range.lowerBound + Self.head
        let texts = rows.payloads.bytes[start..<range.upperBound]
        reader.read(
            texts.prefix(length), texts.dropFirst(length), ordered: kind & 1 != 0, single: kind & 2 != 0, into: &pair)
    }

    /// Bytes before the texts.
    private static let head = 29
}
