/// An entry of the index: a key, and a row that has to do with it.
struct Posting: BitwiseCopyable, Comparable, Hashable {
    /// What the row has to do with the key.
    enum Relation: UInt64 {
        /// The key begins the row's id.
        case record = 0
        /// The key begins the id of the record that the row was made from.
        case child = 1
        /// The key begins an id that the row names otherwise: who survived, or a negative.
        case named = 2
        /// The key is the hash of the compared form of one of the row's sentences.
        case sentence = 3
    }

    let key: UInt64
    /// Relation, file and row in 3, 21 and 40 bits.
    private let packed: UInt64

    init(_ key: UInt64, _ relation: Relation, _ place: RowPlace) {
        self.key = key
        packed = relation.rawValue << 61 | UInt64(place.file) << 40 | UInt64(place.row)
    }

    init(key: UInt64, packed: UInt64) {
        self.key = key
        self.packed = packed
    }

    var relation: Relation? { Relation(rawValue: packed >> 61) }
    var place: RowPlace { RowPlace(file: Int(packed >> 40 & 0x1F_FFFF), row: Int(packed & 0xFF_FFFF_FFFF)) }

    static let mostFiles = 1 << 21

    static func < (left: Posting, right: Posting) -> Bool {
        left.key == right.key ? left.packed < right.packed : left.key < right.key
    }
}
