internal import CurateCore

extension Side {
    /// What stands for a record's sentence when sentences are compared: its key or, where the key is empty, its text.
    ///
    /// Keys drop punctuation, so `？？` and `…` have the same empty key; they are still different sentences. A text
    /// that stands in for its key never equals a key.
    func digest(_ row: Int) -> Digest {
        key.length(row) > 0
            ? key.withText(row) { Digest(of: $0) }
            : text.withText(row) { Digest(of: $0, seed: 1) }
    }

    /// The characters that are compared: the key's or, where the key is empty, the text's.
    func compared(_ row: Int) -> ArraySlice<UInt8> {
        key.length(row) > 0 ? key.bytes[key.range(row)] : text.bytes[text.range(row)]
    }
}

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
