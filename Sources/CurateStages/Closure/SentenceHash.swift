public import CurateCore
internal import Hashing

/// The 64-bit number by which closures and graphs know a sentence.
///
/// Two of 4 million sentences share a number by chance once in two million runs; the worst that follows is that two
/// components are taken for one.
public enum SentenceHash {
    /// The hash of a record's sentence: of its key or, where the key is empty, of its text.
    public static func of(_ side: Side, _ row: Int) -> UInt64 { side.digest(row).low }

    /// The hash of a sentence that has this key.
    public static func ofKey(_ key: Span<UInt8>) -> UInt64 { Digest(of: key).low }
}
