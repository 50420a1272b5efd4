internal import CurateCore
internal import Hashing

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

    /// The digest of every record, as ``digest(_:)`` makes them.
    func digests() -> [Digest] {
        var digests = XXH3.hash128(bytes: key.bytes, ends: key.ends)
        for row in digests.indices where key.length(row) == 0 { digests[row] = digest(row) }
        return digests
    }

    /// The characters that are compared: the key's or, where the key is empty, the text's.
    func compared(_ row: Int) -> ArraySlice<UInt8> {
        key.length(row) > 0 ? key.bytes[key.range(row)] : text.bytes[text.range(row)]
    }
}
