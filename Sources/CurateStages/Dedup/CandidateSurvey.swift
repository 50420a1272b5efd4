internal import CurateCore
internal import Hashing

/// Finds records that may be near duplicates, none missed, and says which belong together.
///
/// Only records with the same label and the same protected features can be near. Among them, pairs that are equal but
/// for light words meet by a hash of what is left. All other near pairs have a long side; they meet by one of their
/// first tokens in ``BigramOrder``, see ``SimilarityBound/prefix(_:)``. Where two meet, sizes and a 128-bit sketch
/// rule out nearly all that are not near. A row is 44 bytes and its key; a record makes one, and with a long side
/// about six.
struct CandidateSurvey: Survey {
    var bound: SimilarityBound
    var across: ExactDedup.Across

    var name: String { "candidates" }

    func observer(_ earlier: [Findings], _ environment: StageEnvironment) -> any Observer {
        CandidateObserver(
            bound: bound, order: BigramOrder(earlier[0]), spaces: across.spaces(of: environment.roster))
    }

    func reduce(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) {
        for group in rows.groups() where group.count > 1 {
            let candidates = group.map { CandidateRow(rows, $0) }
            var forest = UnionFind(count: candidates.count)
            var smallest = 0
            for (place, candidate) in candidates.enumerated() {
                while Int(candidates[smallest].size) < bound.least(Int(candidate.size)) { smallest += 1 }
                for other in smallest..<place
                where candidate.mayBeNear(candidates[other], bound) && forest.join(place, other) {
                    CandidateEdge(candidate, candidates[other]).append(to: &output.rows)
                }
            }
        }
    }

    func conclude(_ rows: SurveyRows, into output: inout SurveyOutput, _ environment: StageEnvironment) -> Findings {
        var builder = ClosureBuilder()
        let edges = (0..<rows.count).map { CandidateEdge(rows, $0) }
        for edge in edges { builder.connect(edge.first.ordinal.node, edge.second.ordinal.node) }
        let closure = builder.build()
        var seen = Set<UInt64>(minimumCapacity: closure.sentenceCount)
        for record in edges.lazy.flatMap({ [$0.first, $0.second] }) where seen.insert(record.ordinal.packed).inserted {
            guard let component = closure.component(of: record.ordinal.node) else { continue }
            output.verdicts.append(
                Verdict(record.id, record.ordinal, code: 0, witness: Ordinal(node: component.id)))
        }
        output.count("near_candidates", output.verdicts.count)
        return Findings()
    }
}

private struct CandidateObserver: Observer {
    let bound: SimilarityBound
    let order: BigramOrder
    let spaces: [UInt64]
    private var pair = PreparedPair()
    private var reader = PairReader()
    private var ranked: [BigramOrder.Ranked] = []

    init(bound: SimilarityBound, order: BigramOrder, spaces: [UInt64]) {
        self.bound = bound
        self.order = order
        self.spaces = spaces
    }

    mutating func observe(_ batch: Batch, _ earlier: [VerdictTable], into rows: inout SurveyRows) {
        for row in 0..<batch.count {
            reader.read(batch, row, into: &pair)
            let tokens = reader.tokens(of: pair)
            let space = batch.labels[row].code ^ spaces[Int(batch.sources[row])] << 40
            let group = XXH3.hash64(pair.features, space)
            let candidate = CandidateRow(ordinal: batch.ordinals[row], id: batch.ids[row], tokens: tokens)
            candidate.append(XXH3.hash64(group, pair.skeleton, seed: 1), to: &rows)
            guard pair.hasLongSide else { continue }
            order.sort(tokens, into: &ranked)
            for token in ranked.prefix(bound.prefix(tokens.count)) {
                candidate.append(XXH3.hash64(group, token.token, seed: 2), to: &rows)
            }
        }
    }
}

/// A record as the survey compares it. Packed so that records of one key come by size, then by ordinal.
private struct CandidateRow {
    /// Number of tokens.
    var size: UInt32
    var ordinal: Ordinal
    var id: RecordID
    /// For each of 128 classes of tokens whether the record has an odd number of them. Two sketches differ in at most
    /// as many bits as the sets differ in tokens.
    var sketch: (UInt64, UInt64)

    init(ordinal: Ordinal, id: RecordID, tokens: [Bigrams.Token]) {
        size = UInt32(tokens.count)
        self.ordinal = ordinal
        self.id = id
        sketch = (0, 0)
        for token in tokens {
            let bit = (token &* 0xC2B2_AE3D_27D4_EB4F) >> 57
            if bit < 64 { sketch.0 ^= 1 << bit } else { sketch.1 ^= 1 << (bit - 64) }
        }
    }

    init(_ rows: SurveyRows, _ row: Int) {
        (size, ordinal, id, sketch) = rows.payloads.withText(row) { bytes in
            var offset = 0
            let size = Packing.read(UInt32.self, bytes, at: &offset).byteSwapped
            let ordinal = Ordinal(packed: Packing.readBigEndian(bytes, at: &offset))
            let id = Packing.readID(bytes, at: &offset)
            let first = Packing.read(UInt64.self, bytes, at: &offset)
            return (size, ordinal, id, (first, Packing.read(UInt64.self, bytes, at: &offset)))
        }
    }

    func append(_ key: UInt64, to rows: inout SurveyRows) {
        rows.begin(key)
        Packing.append(size.byteSwapped, to: &rows.payloads.bytes)
        Packing.bigEndian(ordinal.packed, to: &rows.payloads.bytes)
        Packing.append(id, to: &rows.payloads.bytes)
        Packing.append(sketch.0, to: &rows.payloads.bytes)
        Packing.append(sketch.1, to: &rows.payloads.bytes)
        rows.end()
    }

    /// False only when the two cannot be near.
    func mayBeNear(_ other: CandidateRow, _ bound: SimilarityBound) -> Bool {
        let different = (sketch.0 ^ other.sketch.0).nonzeroBitCount + (sketch.1 ^ other.sketch.1).nonzeroBitCount
        let (x, y) = (Int(size), Int(other.size))
        return different <= x + y - 2 * bound.required(x, y)
    }
}

/// Two records that are to be compared, or connected by such.
private struct CandidateEdge {
    var first: (ordinal: Ordinal, id: RecordID)
    var second: (ordinal: Ordinal, id: RecordID)

    init(_ left: CandidateRow, _ right: CandidateRow) {
        first = (left.ordinal, left.id)
        second = (right.ordinal, right.id)
    }

    init(_ rows: SurveyRows, _ row: Int) {
        (first, second) = rows.payloads.withText(row) { bytes in
            var offset = 0
            let firstID = Packing.readID(bytes, at: &offset)
            let ordinal = Ordinal(packed: Packing.read(UInt64.self, bytes, at: &offset))
            let secondID = Packing.readID(bytes, at: &offset)
            return ((Ordinal(node: rows.keys[row]), firstID), (ordinal, secondID))
        }
    }

    func append(to rows: inout SurveyRows) {
        rows.begin(first.ordinal.node)
        Packing.append(first.id, to: &rows.payloads.bytes)
        Packing.append(second.ordinal.packed, to: &rows.payloads.bytes)
        Packing.append(second.id, to: &rows.payloads.bytes)
        rows.end()
    }
}

extension Ordinal {
    /// The ordinal as a node of a graph: a one-to-one mapping that spreads ordinals evenly.
    var node: UInt64 { packed &* 0x9E37_79B9_7F4A_7C15 }

    init(node: UInt64) { self.init(packed: node &* 0xF1DE_83E1_9937_733D) }
}
