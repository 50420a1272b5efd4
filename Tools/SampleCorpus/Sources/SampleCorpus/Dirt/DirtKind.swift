/// The kinds of dirt that the corpus carries on purpose.
public enum DirtKind: String, CaseIterable, Sendable {
    case exactDuplicate = "exact-duplicate"
    case swappedDuplicate = "swapped-duplicate"
    case foldedDuplicate = "folded-duplicate"
    case nearDuplicate = "near-duplicate"
    case labelConflict = "label-conflict"
    case closureBreak = "closure-break"
    case leakPair = "leak-pair"
    case leakSentence = "leak-sentence"
    case identicalNegative = "identical-negative"
    case trivialPositive = "trivial-positive"
    case fullWidth = "full-width"
    case traditional
    case strayBlank = "stray-blank"
    case ideographicSpace = "ideographic-space"
    case zeroWidth = "zero-width"
    case htmlEntity = "html-entity"
    case htmlTag = "html-tag"
    case mask
    case byteOrderMark = "byte-order-mark"
    case carriageReturn = "carriage-return"
    case raggedRow = "ragged-row"
    case badLabel = "bad-label"
    case emptyText = "empty-text"
    case longText = "long-text"
    case nul
    case invalidUTF8 = "invalid-utf8"

    /// What the kind is, for the table of the corpus' page.
    public var summary: String {
        switch self {
        case .exactDuplicate: "the same row again"
        case .swappedDuplicate: "the same row with its texts exchanged"
        case .foldedDuplicate: "a row again, other width, case, punctuation or blanks"
        case .nearDuplicate: "a row again with one harmless particle more"
        case .labelConflict: "a row again with the other label, texts exchanged in half of them"
        case .closureBreak: "label 0 although both texts are positive with a third"
        case .leakPair: "a row of a held-out file again in another file"
        case .leakSentence: "a train row with one sentence of dev or test"
        case .identicalNegative: "the same text twice with label 0"
        case .trivialPositive: "label 1 and equal but for width, case, punctuation or blanks"
        case .fullWidth: "full-width letters or digits"
        case .traditional: "traditional characters"
        case .strayBlank: "leading, trailing or double blanks"
        case .ideographicSpace: "U+3000 between or around words"
        case .zeroWidth: "U+200B, U+200C, U+200D or U+2060 inside a text"
        case .htmlEntity: "an HTML entity"
        case .htmlTag: "an HTML tag"
        case .mask: "a number or name masked as ***"
        case .byteOrderMark: "U+FEFF inside a field"
        case .carriageReturn: "a line that ends in CR LF"
        case .raggedRow: "two or four columns; the reader rejects it"
        case .badLabel: "a label that is neither 0 nor 1; the reader rejects it"
        case .emptyText: "an empty text"
        case .longText: "a text of more than 300 characters"
        case .nul: "a NUL inside a text"
        case .invalidUTF8: "bytes that are not UTF-8; the reader rejects them"
        }
    }
}
