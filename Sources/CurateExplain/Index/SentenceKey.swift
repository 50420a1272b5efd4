internal import CurateCore
internal import Hashing

/// The number by which the index finds a sentence: the hash of its compared form.
enum SentenceKey {
    static func hash(_ compared: TextColumn, _ row: Int) -> UInt64 {
        compared.withText(row) { XXH3.hash64($0, seed: 3) }
    }

    static func hash(_ text: String, _ keys: any KeyMaking) -> UInt64 { hash(keys.keys(of: TextColumn([text])), 0) }
}
