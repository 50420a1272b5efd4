internal import CurateCore
internal import Hashing

/// The held-out pairs and sentences, ready to be asked; about 250 bytes for each sentence of ten characters.
struct HeldOutIndex: Sendable {
    private(set) var pairs: HeldOutTable
    private(set) var sentences: HeldOutTable
    /// Sentences by the same places as in ``sentences``.
    private(set) var near: NearIndex?

    /// - Parameter bound: nil: nothing near is looked for.
    init(_ findings: Findings, near bound: SimilarityBound?) {
        let rows = SurveyRows(heldOut: findings)
        (pairs, sentences) = (HeldOutTable(), HeldOutTable())
        var texts = TextColumn()
        for row in 0..<rows.count {
            let entry = HeldOutRow(rows, row)
            switch entry.kind {
            case .pair: pairs.append(rows.keys[row], entry.owner)
            case .sentence: if sentences.append(rows.keys[row], entry.owner) { texts.append(entry.text) }
            case .defect: preconditionFailure("defects are counted before")
            }
        }
        pairs.seal()
        sentences.seal()
        near = bound.map { NearIndex(texts, bound: $0) }
    }

    var footprint: Int { pairs.footprint + sentences.footprint + (near?.footprint ?? 0) }
}

/// Hashes and the held-out records that have them.
struct HeldOutTable: Sendable {
    private var hashes: [UInt64] = []
    /// Owners of hash `i` are `owners[starts[i]..<starts[i + 1]]`.
    private var starts: [UInt32] = []
    private var owners: [HeldOutOwner] = []
    private var index = HashIndex([])

    /// Adds an owner; hashes come in ascending order.
    /// - Returns: true when the hash is new.
    @discardableResult
    mutating func append(_ hash: UInt64, _ owner: HeldOutOwner) -> Bool {
        let new = hashes.last != hash
        if new {
            hashes.append(hash)
            starts.append(UInt32(owners.count))
        }
        owners.append(owner)
        return new
    }

    mutating func seal() {
        starts.append(UInt32(owners.count))
        index = HashIndex(hashes)
    }

    /// The place of a hash; nil when nothing held out has it.
    func find(_ hash: UInt64) -> Int? { index.find(hash, in: hashes) }

    /// The held-out records at a place, one of each source.
    func owners(_ place: Int) -> ArraySlice<HeldOutOwner> {
        owners[Int(starts[place])..<Int(starts[place + 1])]
    }

    var footprint: Int { hashes.count * 12 + owners.count * 40 + index.footprint }
}
