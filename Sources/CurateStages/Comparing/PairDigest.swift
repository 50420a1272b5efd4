internal import CurateCore
internal import Hashing

/// What stands for a record's pair of sentences.
struct PairDigest: Sendable {
    var digest: Digest
    /// True when the sentences were exchanged to bring them into their canonical order.
    var swapped: Bool

    /// - Parameter ordered: keeps (a, b) and (b, a) apart, as premise and hypothesis are.
    init(_ batch: Batch, _ row: Int, ordered: Bool) {
        self.init(
            batch.a.digest(row), batch.b.digest(row), ordered: ordered, single: batch.flags[row].contains(.single))
    }

    /// The digests of a batch's pairs; `ordered` says which scales keep (a, b) and (b, a) apart.
    static func all(_ batch: Batch, ordered: (LabelScale) -> Bool) -> [PairDigest] {
        let (first, second) = (batch.a.digests(), batch.b.digests())
        return first.indices.map { row in
            PairDigest(
                first[row], second[row], ordered: ordered(batch.labels[row].scale),
                single: batch.flags[row].contains(.single))
        }
    }

    init(_ a: Digest, _ b: Digest, ordered: Bool, single: Bool) {
        if single {
            digest = a.mixed(with: 1)
            swapped = false
        } else {
            swapped = !ordered && b < a
            digest = swapped ? b.followed(by: a) : a.followed(by: b)
        }
    }
}

extension LabelScale {
    /// True where (a, b) and (b, a) say different things.
    var isOrdered: Bool { self == .nli }
}
